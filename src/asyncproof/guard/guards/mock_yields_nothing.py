"""Finds `async for` over mocks that nobody told what to yield."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.mocks import MOCKS, has_result, last_name, name_of_mock, parent_of

if TYPE_CHECKING:
    from asyncproof.guard.ledger import Entry

_NAME = "__aiter__"


class MockYieldsNothing(Guard):
    """An `async for` went over a mock that nobody told what to yield, so its body never ran.

    A `MagicMock` can be iterated over in any case; without a word of what it should yield, it yields nothing.
    The code in the loop is not tested, and nothing fails.

    ```python title="test_x.py"
    from unittest.mock import MagicMock

    import pytest


    async def total(rows):
        return sum([row async for row in rows])


    @pytest.mark.asyncio
    async def test_total():
        rows = MagicMock(name="rows")
        assert await total(rows) == 0
    ```

    ```console
    $ pytest test_x.py
    ...
    mock-yields-nothing: an `async for` over the mock `rows` ran no turn: nobody said what it yields
        why: the code in the loop has not been tested
        do:  say it: `rows.__aiter__.return_value = [...]`; if it is to be empty: `[]`
        more: asyncproof explain mock-yields-nothing
    ...
    ```

    ## What it sees

    Mocks whose `__aiter__` was called and has neither a `return_value` nor a `side_effect` of yours, also
    those that another mock made as its result, and those made from a `spec`.

    ## What to do instead

    Give the mock what it is to yield: `rows.__aiter__.return_value = [1, 2]`, or `[]` where nothing is
    meant.

    ## What it cannot see

    A `for` over a mock without `async`.
    """

    name: ClassVar[str] = "mock-yields-nothing"
    group: ClassVar[str] = "mocks"
    why: ClassVar[str] = "the code in the loop has not been tested"
    looks_at: ClassVar[tuple[str, ...]] = MOCKS

    def left(self, thing: Any, entry: Entry) -> None:
        """Look at a mock that stands for `__aiter__`."""
        if last_name(thing) != _NAME or entry.owner is None or not thing.called or has_result(thing):
            return
        if "_get_async_iter" not in getattr(thing.side_effect, "__qualname__", ""):
            return
        parent = parent_of(thing)
        name = name_of_mock(parent) if parent is not None else "mock"
        self.tell(
            entry.owner,
            f"an `async for` over the mock `{name}` ran no turn: nobody said what it yields",
            subjects=[name],
            cure=f"say it: `{_as_result(name)}.__aiter__.return_value = [...]`; if it is to be empty: `[]`",
        )


def _as_result(name: str) -> str:
    """Return how a test names a mock that is made by calls of others."""
    return name.replace("()", ".return_value")
