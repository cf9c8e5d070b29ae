"""Explains the await of what a plain mock returned."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.awaited import find_awaited
from asyncproof.explain.case import Case, Story
from asyncproof.explain.mocks import patch_of, setting_of
from asyncproof.explain.values import UNKNOWN, attribute_of, is_async_mock, is_mock, kind_of, value_of
from asyncproof.explain.wording import a, at, line_of, short

if TYPE_CHECKING:
    import ast

    from asyncproof.explain.awaited import Awaited
    from asyncproof.explain.failure import Failure

_WHY = "only what an AsyncMock returns can be awaited; Mock and MagicMock return their result itself."


class MockNotAwaitable(Case):
    """The code awaits a call of a `Mock` or `MagicMock`, which returns its result at once.

    Only an `AsyncMock` returns something to await. `patch()` makes one by itself if what it replaces is
    an `async def` function; a decorated function, a callable object, or a mock made by hand gets a plain
    mock.

    ```python title="test_prices.py"
    from unittest.mock import Mock

    import pytest


    async def total(client):
        prices = await client.prices()
        return sum(prices)


    @pytest.mark.asyncio
    async def test_total():
        client = Mock()
        client.prices.return_value = [1, 2]
        assert await total(client) == 3
    ```

    ```console
    $ pytest test_prices.py
    ...
    What happened: `client.prices()` was awaited (test_prices.py:7), but `client.prices` is a
      `Mock`: it returned a `list` at once. It was configured at test_prices.py:14:
      `client.prices.return_value = [1, 2]`.
    Why: only what an AsyncMock returns can be awaited; Mock and MagicMock return their result
      itself.
    Do this: make it an AsyncMock.
        test_prices.py:14
        -     client.prices.return_value = [1, 2]
        +     client.prices = AsyncMock(return_value=[1, 2])
    More: asyncproof explain mock-not-awaitable
    ...
    ```

    ## What to do instead

    Make the method that is awaited an `AsyncMock`, or give the whole mock a `spec` (`Mock(spec=Client)`,
    better `create_autospec(Client)`): then the methods that are `async def` there are async in the mock
    too.
    """

    slug: ClassVar[str] = "mock-not-awaitable"
    texts: ClassVar[tuple[str, ...]] = (
        "object ... can't be used in 'await' expression",
        "object MagicMock can't be used in 'await' expression",
        "object Mock can't be used in 'await' expression",
        "'MagicMock' object can't be awaited",
        "'Mock' object can't be awaited",
        "An asyncio.Future, a coroutine or an awaitable is required",
    )
    order: ClassVar[int] = 40

    def story(self, failure: Failure) -> Story | None:
        """Tell it where the awaited thing is a mock, or came from one."""
        found = find_awaited(failure)
        if found is None or found.node is None:
            return None
        called = found.call is not None
        node = found.call.func if found.call is not None else found.node
        mock = value_of(node, found.frame)
        if called and not is_mock(mock) and found.kind:
            return _of_patch(found, node, failure)
        if not is_mock(mock) or (is_async_mock(mock) and called):
            return None
        text, name = found.text, short(found.of(node))
        made = setting_of(node, found.frame, failure)
        what = f"`{text}` was awaited{line_of(found.frame)}, but `{name}` is {a(kind_of(mock))}"
        what += f": it returned {_returned(mock, found)} at once." if called else ", which can't be awaited."
        if made is not None:
            verb = (
                "made"
                if not made.text.partition("=")[1] or "(" in made.text.partition("=")[0]
                else "configured"
            )
            what += f" It was {verb}{at(made.place)}: `{short(made.text)}`."
        return Story(
            what=what,
            why="only what an AsyncMock returns can be awaited; Mock and MagicMock return their result "
            "itself.",
            do="make it an AsyncMock."
            if called
            else "call it, if it is an AsyncMock, or make it return a future.",
            change="" if made is None or not called else made.change,
        )


def _of_patch(found: Awaited, node: ast.expr, failure: Failure) -> Story | None:
    """Tell of a name that was patched while it was called, and is what it was again."""
    patch = patch_of(node, failure)
    if patch is None:
        return None
    return Story(
        what=f"`{found.text}` was awaited{line_of(found.frame)}, and what stood in for "
        f"`{short(found.of(node))}` returned {a(found.kind)} at once. It was patched{at(patch.place)}: "
        f"`{short(patch.text)}`.",
        why=_WHY,
        do="let it be an AsyncMock.",
        change=patch.change,
    )


def _returned(mock: object, found: Awaited) -> str:
    if found.kind:
        return a(found.kind)
    value = attribute_of(mock, "return_value")
    return "its result" if value is UNKNOWN else a(kind_of(value))
