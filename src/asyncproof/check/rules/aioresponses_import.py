"""Rule aioresponses-import: aioresponses together with an aiohttp that it does not work with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.pytesting.evidence import Known
from asyncproof.check.pytesting.versions import at_least
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here

_PACKAGE = "aioresponses"
_OURS = "asyncproof.stub.aioresponses"
_NAMES = frozenset(("aioresponses", "CallbackResult"))
_SINCE = (3, 14)


class AioresponsesImport(Rule):
    """A test uses aioresponses, and the project's aiohttp is one that aioresponses does not work with.

    ## What it does

    Finds imports of aioresponses in projects that have aiohttp 3.14 or later, or ask for it.

    ## Why it is bad

    aioresponses builds the responses of aiohttp itself, by private names. Since aiohttp 3.14 each one raises
    a `TypeError`, so the suite is kept at an old aiohttp, and nobody tests with the one that users have. Its
    answers also come in the same step as the question, so no timeout, pool or race is ever seen.

    ## Example

    ```python bad title="test_users.py"
    import aiohttp
    from aioresponses import aioresponses  # AP905


    async def test_nobody_is_there():
        async with aiohttp.ClientSession() as session:
            with aioresponses() as double:
                double.get("http://api.example/users", payload=[])
                async with session.get("http://api.example/users") as response:
                    assert await response.json() == []
    ```

    ```toml bad title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["aiohttp>=3.14"]

    [tool.pytest.ini_options]
    asyncio_mode = "auto"
    ```

    ## What to do instead

    Import the same names from `asyncproof.stub.aioresponses`, whose answers come over a network in memory, or
    use the `net` fixture:

    ```python good title="test_users.py"
    import aiohttp


    async def test_nobody_is_there(net):
        net.http("http://api.example").get("/users").reply(json=[])
        async with aiohttp.ClientSession() as session:
            async with session.get("http://api.example/users") as response:
                assert await response.json() == []
    ```

    ```toml good title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["aiohttp>=3.14"]

    [tool.pytest.ini_options]
    asyncio_mode = "auto"
    ```

    ## What it cannot see

    A release of aioresponses that works with the newest aiohttp; in November 2026 there was none.
    """

    code = "AP905"
    name = "aioresponses-import"
    guide = "Calls to other services are mocked where they leave the program."

    def on_ImportFrom(self, node: ast.ImportFrom, here: Here) -> None:
        """Look at `from aioresponses import …`."""
        if node.level == 0 and node.module == _PACKAGE and _breaks(here):
            moved = {alias.name for alias in node.names} <= _NAMES
            self._report(node, here, _fix(node) if moved else None)

    def on_Import(self, node: ast.Import, here: Here) -> None:
        """Look at `import aioresponses`."""
        if any(alias.name.partition(".")[0] == _PACKAGE for alias in node.names) and _breaks(here):
            self._report(node, here, None)

    def _report(self, node: ast.stmt, here: Here, fix: Fix | None) -> None:
        here.report(
            self,
            node,
            "aioresponses does not work with this project's aiohttp: since 3.14 it raises a `TypeError`",
            cure=f"import it from `{_OURS}`, or use the `net` fixture",
            fix=fix,
        )


def _breaks(here: Here) -> bool:
    evidence = here.configuration.evidence
    return at_least(evidence, "aiohttp", _SINCE) is Known.YES


def _fix(node: ast.ImportFrom) -> Fix:
    """Return the change: it needs a loop of asyncproof's, so it is nothing to do unasked."""
    names = ", ".join(alias.name + (f" as {alias.asname}" if alias.asname else "") for alias in node.names)
    edit = Edit(Span.of(node), f"from {_OURS} import {names}")
    return Fix(f"import it from {_OURS}", (edit,), safe=False)
