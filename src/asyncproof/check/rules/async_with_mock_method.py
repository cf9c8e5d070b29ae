"""Rule async-with-mock-method: code enters or iterates what a mock gives, and that can do neither."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.mocked.following import reached
from asyncproof.check.insight.mocked.made import as_made
from asyncproof.check.linking import Coroutine, MockValue
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Value

_STATEMENTS = {"async with": "context manager", "async for": "iterator"}


class AsyncWithMockMethod(Rule):
    """A mock is handed to code that uses it by `async with` or `async for`, and what it gives can't do that.

    ## What it does

    Follows a mock that is made in the test into the function, or the object, that gets it. If that does
    `async with pool.acquire()` for certain and `pool` is an `AsyncMock`, the call gives a coroutine. A plain
    `Mock` has neither `__aenter__` nor `__aiter__`; that is told where the test itself enters one, too.

    ## Why it is bad

    The line raises `TypeError` (`AttributeError: __aenter__` on Python 3.10). The method of the real
    object is no `async def`: it returns a context manager at once, which an `AsyncMock` never does.

    ## Example

    ```python bad title="test_rows.py"
    from unittest.mock import AsyncMock


    async def count(pool):
        async with pool.acquire() as connection:
            return await connection.fetchval("select count(*)")


    async def test_rows_are_counted():
        pool = AsyncMock()
        assert await count(pool) == 3  # AP311
    ```

    ## What to do instead

    ```python good title="test_rows.py"
    from unittest.mock import AsyncMock, MagicMock


    async def count(pool):
        async with pool.acquire() as connection:
            return await connection.fetchval("select count(*)")


    async def test_rows_are_counted():
        connection = AsyncMock()
        connection.fetchval.return_value = 3
        pool = MagicMock()
        pool.acquire.return_value.__aenter__.return_value = connection
        assert await count(pool) == 3
    ```

    A `MagicMock` makes context managers and async iterators of what its methods return, and its own
    `__aexit__` lets errors pass.

    ## What it cannot see

    Code that does so only in some cases, or that hands the mock on; mocks that more than one function gets.
    Where the test itself enters a coroutine, `async-with-coroutine` tells it.
    """

    code = "AP311"
    name = "async-with-mock-method"
    guide = "A mocked method that returns a context manager is a MagicMock, not an AsyncMock."

    @only(in_tests=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what a call does with the mocks that it gets."""
        if here.test is None:
            return
        for one in reached(here, node):
            if one.use.kind in _STATEMENTS and isinstance(one.source, MockValue) and _fails(one.value, here):
                what = "a coroutine" if isinstance(one.value, Coroutine) else "a `Mock`"
                self._tell(
                    one.given.node,
                    here,
                    f"`{one.place}` does `{one.use.kind} {one.written}`, and that is {what} here:"
                    f" no {_STATEMENTS[one.use.kind]}",
                )
                return

    def on_AsyncWith(self, node: ast.AsyncWith, here: Here) -> None:
        """Look at what a test enters."""
        for item in node.items:
            self._look(item.context_expr, "async with", here)

    def on_AsyncFor(self, node: ast.AsyncFor, here: Here) -> None:
        """Look at what a test iterates."""
        self._look(node.iter, "async for", here)

    def _look(self, node: ast.expr, statement: str, here: Here) -> None:
        if here.test is None or as_made(here, node) is None or not _fails(here.value(node), here):
            return
        if not here.expects(node, "TypeError", "AttributeError"):
            self._tell(node, here, f"`{ast.unparse(node)}` is a `Mock`, and no {_STATEMENTS[statement]}")

    def _tell(self, node: ast.expr, here: Here, message: str) -> None:
        here.report(
            self,
            node,
            message,
            cure="give it a `MagicMock`, which makes context managers and iterators of its results",
        )


def _fails(value: Value, here: Here) -> bool:
    """Tell whether a value can be neither entered nor iterated."""
    if isinstance(value, Coroutine):
        return value.by_mock
    if any(name.endswith((".__aenter__", ".__aiter__")) for name in here.scope.bindings):
        return False
    if not isinstance(value, MockValue) or value.kind != "Mock" or value.is_open_ended:
        return False
    return value.spec is None and not any(name.startswith("__") for name, _ in value.attributes)
