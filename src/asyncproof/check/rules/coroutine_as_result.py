"""Rule coroutine-as-result: an async mock that gives a coroutine to who has awaited it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.mocked.made import answer_of, is_async_mock
from asyncproof.check.linking import Coroutine, LambdaValue
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_TOLD = ("return_value", "side_effect")


class CoroutineAsResult(Rule):
    """An `AsyncMock` is told to return a coroutine: who awaits the mock gets a coroutine, not its result.

    ## What it does

    Finds `AsyncMock(return_value=load())`, `mock.get.return_value = load()` and `side_effect=lambda: load()`
    where the mock is an `AsyncMock` and `load` an async function.

    ## Why it is bad

    An `AsyncMock` makes a coroutine of what it returns by itself. Here the code under test awaits it, and
    what it gets is another coroutine, which is always true, equal to nothing, and never awaited.

    ## Example

    ```python bad title="test_user.py"
    from unittest.mock import AsyncMock


    async def ann():
        return "Ann"


    async def greet(load):
        return f"Hello {await load(1)}"


    async def test_the_user_is_greeted():
        load = AsyncMock(return_value=ann())  # AP310
        assert await greet(load)
    ```

    ## What to do instead

    ```python good title="test_user.py"
    from unittest.mock import AsyncMock


    async def greet(load):
        return f"Hello {await load(1)}"


    async def test_the_user_is_greeted():
        load = AsyncMock(return_value="Ann")
        assert await greet(load) == "Hello Ann"
    ```

    To have an async function called each time, hand the function itself over: `AsyncMock(side_effect=load)`.
    The mock awaits it.

    ## What it cannot see

    Mocks of which it is not certain that they are an `AsyncMock`, and calls of which it is not certain that
    they give a coroutine.
    """

    code = "AP310"
    name = "coroutine-as-result"
    guide = "AsyncMock takes the plain result; it makes the coroutine itself."

    @only(keywords=_TOLD)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what a mock is made with."""
        for keyword in node.keywords:
            if keyword.arg in _TOLD and is_async_mock(here, node):
                self._look(keyword.value, here)

    @only(assigned=_TOLD)
    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at what a mock is told."""
        for target in node.targets:
            if (
                isinstance(target, ast.Attribute)
                and target.attr in _TOLD
                and is_async_mock(here, target.value)
            ):
                self._look(node.value, here)

    def _look(self, node: ast.expr, here: Here) -> None:
        if isinstance(node, (ast.List, ast.Tuple)):
            for item in node.elts:
                self._look(item, here)
            return
        value = here.value(node)
        if isinstance(value, LambdaValue):
            value = answer_of(here, value)
        if isinstance(value, Coroutine):
            here.report(
                self,
                node,
                f"`{ast.unparse(node)}` is a coroutine: who awaits the `AsyncMock` gets that, not its result",
                cure="give it the plain result, or hand the async function itself to `side_effect`",
                related=here.defined_async(value.source),
            )
