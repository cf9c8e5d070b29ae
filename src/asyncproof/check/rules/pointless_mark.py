"""Rule pointless-mark: an asyncio mark on a test that pytest-asyncio does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.hit import Fix
from asyncproof.check.insight.cutting import without_lines
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test


class PointlessMark(Rule):
    """A test is marked with `asyncio` and can't be run by pytest-asyncio: it is sync, or in a `TestCase`.

    ## What it does

    Finds `@pytest.mark.asyncio` on a test that is no `async def`, or on a method of an
    `unittest.IsolatedAsyncioTestCase`. A mark on a whole class or module is left alone.

    ## Why it is bad

    The mark does nothing, and whoever reads it believes that a loop is running. pytest-asyncio warns: "is
    marked with '@pytest.mark.asyncio' but it is not an async function". Often an `async` was lost, and
    with it the reason for the test.

    ## Example

    ```python bad title="test_cart.py"
    import pytest


    @pytest.mark.asyncio  # AP205
    def test_the_cart_is_empty():
        assert not []
    ```

    ## What to do instead

    Take out the mark, or make the test async if it should be.

    ```python good title="test_cart.py"
    def items():
        return []


    def test_the_cart_is_empty():
        assert items() == []
    ```

    ## What it cannot see

    Tests under decorators that are not known, and projects with a hook that reads marks.
    """

    code = "AP205"
    name = "pointless-mark"
    severity = Severity.WARNING
    guide = "The asyncio mark belongs on async tests only."

    def on_test(self, node: ast.FunctionDef | ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at the decorators of a test."""
        if test.runner is Runner.ISOLATED and test.is_async:
            why = "`unittest` runs it"
        elif not test.is_async and test.runner in {Runner.PYTEST, Runner.ISOLATED, Runner.UNITTEST}:
            why = "it is no async function"
        else:
            return
        if here.configuration.hooked:
            return
        for decorator in node.decorator_list:
            if here.full_name(decorator) == "pytest.mark.asyncio":
                here.report(
                    self,
                    decorator,
                    f"`@pytest.mark.asyncio` does nothing to `{node.name}`: {why}",
                    cure="take the mark out, or make the test async if it was meant to be"
                    if not test.is_async
                    else "take the mark out",
                    fix=Fix("take out the mark", (without_lines(decorator),), safe=True),
                )
