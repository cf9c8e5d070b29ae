"""Rule misspelt-mark: a mark that is nearly the one that runs async tests."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.pytesting.marks import misspelt_mark
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test


class MisspeltMark(Rule):
    """A mark of an async test is spelt nearly as `asyncio` or `anyio`.

    ## What it does

    Finds marks of async tests such as `@pytest.mark.asynico`, which are not registered in the configuration.
    It is an error where the test does not run without the right mark, else a warning.

    ## Why it is bad

    pytest takes any name for a mark. In strict mode nobody runs the test: newer versions of pytest fail it,
    older ones skip it with a warning.

    ## Example

    ```python bad title="test_shop.py"
    import asyncio

    import pytest


    @pytest.mark.asynico
    async def test_the_shop_opens():  # AP209
        await asyncio.sleep(0)
    ```

    ```toml bad title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["pytest", "pytest-asyncio"]

    [tool.pytest.ini_options]
    asyncio_mode = "strict"
    anyio_mode = "strict"
    ```

    ## What to do instead

    ```python good title="test_shop.py"
    import asyncio

    import pytest


    @pytest.mark.asyncio
    async def test_the_shop_opens():
        opened = await asyncio.sleep(0, "open")
        assert opened == "open"
    ```

    Set `strict_markers = true` (before pytest 9 `--strict-markers`), and pytest refuses marks that it does
    not know.

    ## What it cannot see

    Names that are further away, and names that a plugin registers.
    """

    code = "AP209"
    name = "misspelt-mark"
    guide = "Every async test is marked with pytest.mark.asyncio, in exactly this spelling."

    def on_test(self, node: ast.FunctionDef | ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at the marks of a test."""
        found = misspelt_mark(test, here.configuration) if test.is_async else None
        if found is None or here.configuration.hooked:
            return
        name, meant = found
        here.report(
            self,
            node,
            f"`pytest.mark.{name}` of `{node.name}` is no mark that anybody knows",
            cure=f"write `pytest.mark.{meant}`",
            fix=_fix(node, name, meant),
            severity=Severity.ERROR if test.runner is Runner.NOBODY else Severity.WARNING,
        )


def _fix(node: ast.FunctionDef | ast.AsyncFunctionDef, name: str, meant: str) -> Fix | None:
    """Return the change of a decorator's name, if the mark stands at the test itself."""
    for decorator in node.decorator_list:
        mark = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(mark, ast.Attribute) and mark.attr == name:
            line, end = mark.end_lineno or mark.lineno, mark.end_col_offset or 0
            return Fix(f"write {meant}", (Edit(Span(line, end - len(name), line, end), meant),))
    return None
