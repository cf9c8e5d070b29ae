"""Rule redundant-mark: an asyncio mark where the mode is auto."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Fix
from asyncproof.check.insight.cutting import without_lines
from asyncproof.check.pytesting.configuration import Mode
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test

_OTHERS = frozenset(("anyio", "trio", "twisted", "tornado"))


class RedundantMark(Rule):
    """An async test is marked with `asyncio` in a project whose mode is auto.

    ## What it does

    Finds `@pytest.mark.asyncio` without arguments on async tests, where `asyncio_mode = "auto"` runs them
    anyway. It is off unless it is selected.

    ## Why it is bad

    It says what the configuration says already, on every test. Nothing is wrong with it otherwise.

    ## Example

    ```python bad title="test_cart.py"
    import asyncio

    import pytest


    @pytest.mark.asyncio  # AP206
    async def test_the_cart_is_empty():
        cart = await asyncio.sleep(0, [])
        assert cart == []
    ```

    ```toml bad title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["pytest", "pytest-asyncio"]

    [tool.pytest.ini_options]
    asyncio_mode = "auto"
    ```

    ## What to do instead

    ```python good title="test_cart.py"
    import asyncio


    async def test_the_cart_is_empty():
        cart = await asyncio.sleep(0, [])
        assert cart == []
    ```

    ```toml good title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["pytest", "pytest-asyncio"]

    [tool.pytest.ini_options]
    asyncio_mode = "auto"
    ```

    ## What it cannot see

    Marks on classes and modules. A mark that hides another one with a loop scope is left alone: without it
    the test would run in another loop.
    """

    code = "AP206"
    name = "redundant-mark"
    severity = Severity.INFO
    default = False
    guide = "In auto mode no async test needs a mark."

    def on_test(self, node: ast.FunctionDef | ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at the decorators of a test."""
        if here.configuration.asyncio_mode is not Mode.AUTO or test.runner is not Runner.ASYNCIO:
            return
        names = [name for name, _ in test.marks]
        if here.configuration.hooked or names.count("asyncio") > 1 or not _OTHERS.isdisjoint(names):
            return
        for decorator in node.decorator_list:
            if here.full_name(decorator) != "pytest.mark.asyncio":
                continue
            if isinstance(decorator, ast.Call) and (decorator.args or decorator.keywords):
                continue
            here.report(
                self,
                decorator,
                f"`{node.name}` needs no mark: the mode is auto",
                cure="take the mark out",
                fix=Fix("take out the mark", (without_lines(decorator),), safe=True),
            )
