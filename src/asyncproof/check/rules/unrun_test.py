"""Rule unrun-test: an async test that nobody runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts.term import Call, Constant
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.pytesting.marks import misspelt_mark
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test


class UnrunTest(Rule):
    """An async test has no mark, and the project has no plugin in a mode that runs it without one.

    ## What it does

    Finds `async def test_...` functions that pytest collects and nobody runs: in pytest-asyncio's strict
    mode, which is the default, without `@pytest.mark.asyncio` on the function, its class or its module.

    ## Why it is bad

    Newer versions of pytest fail such a test; older ones skip it with a warning, and the suite looks green.

    ## Example

    ```python bad title="test_shop.py"
    import asyncio


    async def test_the_shop_opens():  # AP201
        assert await asyncio.sleep(0, "open") == "open"
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
        assert await asyncio.sleep(0, "open") == "open"
    ```

    Or set `asyncio_mode = "auto"` in pytest's configuration, and leave the marks out.

    ## What it cannot see

    Whether another plugin, a hook in a `conftest.py` or a decorator runs the test: where one of these may, it
    says nothing. A test that is always skipped is left alone.
    """

    code = "AP201"
    name = "unrun-test"
    guide = "Every async test is marked, or the mode is auto."

    def on_test(self, node: ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at a test."""
        if test.runner is not Runner.NOBODY or misspelt_mark(test, here.configuration) is not None:
            return
        if _is_always_skipped(test):
            return
        place = here.configuration.place_of("asyncio_mode")
        said = f" (asyncio_mode is set in {place})" if place is not None else ""
        line = Span(node.lineno, node.col_offset, node.lineno, node.col_offset)
        mark = here.called("pytest", "mark.asyncio")
        fix = None
        if mark is not None:
            written = f"@{mark.text}\n{' ' * node.col_offset}"
            fix = Fix("add @pytest.mark.asyncio", (Edit(line, written),), mark.imports)
        here.report(
            self,
            node,
            f"nobody runs `{node.name}`: it is async, has no mark, and pytest-asyncio's mode is strict{said}",
            cure='mark it with `@pytest.mark.asyncio`, or set `asyncio_mode = "auto"`',
            fix=fix,
        )


def _is_always_skipped(test: Test) -> bool:
    """Tell whether its author has said that nobody is to run it."""
    condition = test.mark("skipif")
    if isinstance(condition, Call):
        return condition.arguments[:1] == (Constant("bool", value=True),)
    return test.mark("skip") is not None
