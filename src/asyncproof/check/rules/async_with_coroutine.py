"""Rule async-with-coroutine: `async with` or `async for` gets a coroutine that was not awaited."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.awaiting import awaiting
from asyncproof.check.linking import Coroutine
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here


_AWAITED = {"async with": "async with", "async for": "async for ... in"}
"""How a statement begins."""


class AsyncWithCoroutine(Rule):
    """A coroutine stands where `async with` wants a context manager, or `async for` an iterator.

    ## What it does

    Finds `async with open_session():` and `async for row in fetch_rows():` where the function is a plain
    `async def`, or an `AsyncMock`: the call gives a coroutine, which is neither.

    ## Why it is bad

    The line raises `TypeError`, as a coroutine does not support the asynchronous context manager protocol.
    With mocks the mistake hides in the set-up: a method of an `AsyncMock` returns a coroutine, while the real
    one returns a context manager at once.

    ## Example

    ```python bad title="test_session.py"
    from unittest.mock import AsyncMock


    async def test_the_session_is_opened():
        pool = AsyncMock()
        async with pool.acquire() as connection:  # AP104
            assert connection
    ```

    ## What to do instead

    ```python good title="test_session.py"
    from unittest.mock import AsyncMock, MagicMock


    async def test_the_session_is_opened():
        pool = AsyncMock()
        pool.acquire = MagicMock()
        async with pool.acquire() as connection:
            assert connection is pool.acquire.return_value.__aenter__.return_value
    ```

    If the function is your own, write `async with await open_session():`, or decorate it with
    `@asynccontextmanager` and let it yield.

    ## What it cannot see

    Calls of which it is not certain that they give a coroutine.
    """

    code = "AP104"
    name = "async-with-coroutine"
    guide = "A mocked context manager needs a method that returns it at once, not an AsyncMock."

    def on_AsyncWith(self, node: ast.AsyncWith, here: Here) -> None:
        """Look at what is entered."""
        for item in node.items:
            self._look(item.context_expr, here, "no context manager", "async with")

    def on_AsyncFor(self, node: ast.AsyncFor, here: Here) -> None:
        """Look at what is iterated."""
        self._look(node.iter, here, "no iterator", "async for")

    def _look(self, node: ast.expr, here: Here, what: str, statement: str) -> None:
        value = here.value(node)
        if not isinstance(value, Coroutine) or here.expects(node, "TypeError", "AttributeError"):
            return
        if value.source is not None and value.source.is_method and value.source.facts.is_empty:
            return  # a subclass has the one that is meant, and that one may yield
        written = ast.unparse(node)
        cure = (
            "give it a `MagicMock`, which makes context managers and iterators of its results"
            if value.by_mock
            else f"write `{_AWAITED[statement]} await ...`, if what it gives can do that"
        )
        here.report(
            self,
            node,
            f"`{written}` is a coroutine, and {what}: `{statement}` fails",
            cure=cure,
            related=here.defined_async(value.source),
            fix=None if value.by_mock else awaiting(node, here),
        )
