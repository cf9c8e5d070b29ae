"""Explains fixtures of async plugins that are not there, and fixtures that ask for themselves."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.changes import Edit, diff
from asyncproof.explain.code import function_at, source_line
from asyncproof.explain.wording import at, shown

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure

_KNOWN = {
    "event_loop": "pytest-asyncio has no `event_loop` fixture since 1.0: ask for the loop inside the test by "
    "`asyncio.get_running_loop()`, and choose it by `loop_scope`.",
    "unused_tcp_port": "install pytest-asyncio, or anyio as `free_tcp_port`.",
    "anyio_backend": "turn anyio's plugin on (`-p anyio`), which brings it.",
    "aiohttp_client": "install pytest-aiohttp, which brings it.",
    "aiohttp_server": "install pytest-aiohttp, which brings it.",
    "aiohttp_raw_server": "install pytest-aiohttp, which brings it.",
    "httpx_mock": "install pytest-httpx, which brings it.",
    "respx_mock": "install respx, which brings it.",
    "httpserver": "install pytest-httpserver, which brings it.",
    "aioresponses": "install pytest-aioresponses, which brings it.",
    "loop": "ask for the loop inside the test by `asyncio.get_running_loop()`; a fixture `loop` comes with "
    "pytest-aiohttp.",
    "mocker": "install pytest-mock, which brings it.",
    "async_client": "",
}


class FixtureLookup(Case):
    """A test asks for a fixture of an async plugin that is not there, or a fixture asks for itself.

    ```python title="test_loop.py"
    import pytest


    @pytest.mark.asyncio
    async def test_loop(event_loop):
        assert event_loop.is_running()
    ```

    ```console
    $ pytest test_loop.py
    ...
    What happened: `test_loop` at test_loop.py:4 asks for the fixture `event_loop`, and there is
      none.
    Why: nothing that is loaded in this run defines it.
    Do this: pytest-asyncio has no `event_loop` fixture since 1.0: ask for the loop inside the test
      by `asyncio.get_running_loop()`, and choose it by `loop_scope`.
    More: asyncproof explain fixture-lookup
    ...
    ```

    ## What to do instead

    Ask for the running loop inside the test: `asyncio.get_running_loop()`. For fixtures of other plugins,
    install the plugin. Fixtures that ask for each other in a circle: take what both need out into a third
    one. A fixture that has the name of the one that it asks for overrides it, which works only from a
    nearer place, like a class or a conftest.py further down.
    """

    slug: ClassVar[str] = "fixture-lookup"
    texts: ClassVar[tuple[str, ...]] = (
        "fixture '...' not found",
        "recursive dependency involving fixture '...' detected",
    )
    order: ClassVar[int] = 20

    def story(self, failure: Failure) -> Story | None:
        """Tell it for fixtures that have to do with async code."""
        if type(failure.error).__name__ != "FixtureLookupError":
            return None
        name = getattr(failure.error, "argname", None)
        stack = getattr(failure.error, "fixturestack", None)
        if not isinstance(name, str) or not isinstance(stack, list | tuple):
            return None
        chain = [getattr(one, "argname", "") for one in stack]
        if name in chain:
            return _circle(name, chain[chain.index(name) :], failure)
        return _missing(name, chain, failure)


def _circle(name: str, chain: list[str], failure: Failure) -> Story | None:
    """Tell of fixtures that ask for each other, if one of them is async."""
    fixtures = [failure.test.fixture(one) for one in chain]
    if not failure.test.is_async and not any(one is not None and one.is_async for one in fixtures):
        return None
    if chain == [name]:
        place = None if fixtures[0] is None else fixtures[0].place
        return Story(
            what=f"the fixture `{name}`{at(place)} asks for itself: no other fixture of that name is "
            f"further out.",
            why="a fixture can only ask for its namesake where that is defined further out, in a "
            "conftest.py or a plugin.",
            do="give it another name.",
        )
    places = [
        f"`{one}`{at(None if fixture is None else fixture.place)}"
        for one, fixture in zip(chain, fixtures, strict=True)
    ]
    return Story(
        what=f"the fixtures {', '.join(places)} ask for each other in a circle.",
        why="each would have to be set up before the other.",
        do="take what both need out into a third fixture.",
    )


def _missing(name: str, chain: list[str], failure: Failure) -> Story | None:
    test = failure.test
    cure = _KNOWN.get(name)
    hidden = _hidden_in_test_file(name, failure)
    if not cure and not hidden:
        return None
    asking = chain[-1] if chain else test.name.rpartition("::")[2].partition("[")[0]
    fixture = test.fixture(asking)
    place = test.place if fixture is None else fixture.place
    who = f"the fixture `{asking}`" if fixture is not None else f"`{asking}`"
    what = f"{who}{at(place)} asks for the fixture `{name}`, and there is none"
    if hidden:
        file, line = hidden
        source = source_line(file, line)
        indent = source[: len(source) - len(source.lstrip())]
        edit = Edit(line, (source,), (f"{indent}@pytest_asyncio.fixture", source))
        return Story(
            what=f"{what}: `{name}` in line {line} is an async function without a decorator."
            if place is not None and shown(place).startswith(shown(place).partition(":")[0])
            else f"{what}.",
            why="only a decorator makes a function a fixture.",
            do="decorate it.",
            change=diff(file, [edit]),
        )
    return Story(f"{what}.", "nothing that is loaded in this run defines it.", str(cure))


def _hidden_in_test_file(name: str, failure: Failure) -> tuple[str, int] | None:
    """Return where an async function of this name stands in the file of the test, without a decorator."""
    place = failure.test.place
    function = None if place is None else function_at(place.file, place.line)
    body = getattr(getattr(function, "parent", None), "body", [])
    for node in body:
        if (
            isinstance(node, ast.AsyncFunctionDef)
            and node.name == name
            and not node.decorator_list
            and place is not None
        ):
            return place.file, node.lineno
    return None
