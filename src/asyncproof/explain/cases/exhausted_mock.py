"""Explains a mock that was called more often than it has values in its `side_effect`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import failing_nodes, of_kind
from asyncproof.explain.mocks import setting_of
from asyncproof.explain.values import value_of
from asyncproof.explain.wording import at, line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Frame

_MOCKS = "unittest.mock"
_RUN_OUT = (StopAsyncIteration, StopIteration)


class ExhaustedMock(Case):
    """A mock was called once more than its `side_effect` has values.

    A list as `side_effect` gives one value to each call. The call after the last one raises
    `StopAsyncIteration` (an `AsyncMock`) or `StopIteration` (a `Mock`), which a coroutine turns into
    `RuntimeError: coroutine raised StopIteration`.

    ```python title="test_polling.py"
    from unittest.mock import AsyncMock

    import pytest


    async def wait_until_done(client):
        while await client.status() != "done":
            pass


    @pytest.mark.asyncio
    async def test_done_in_the_end():
        client = AsyncMock()
        client.status.side_effect = ["queued", "running"]
        await wait_until_done(client)
    ```

    ```console
    $ pytest test_polling.py
    ...
    What happened: `client.status` (test_polling.py:7) was called 3 times, and its `side_effect` has
      2 values. It was configured at test_polling.py:14: `client.status.side_effect = ['queued',
      'running']`.
    ...
    More: asyncproof explain exhausted-mock
    ...
    ```

    ## What to do instead

    Add the values that are missing, if the call is wanted; use `return_value` if every call gets the same;
    otherwise find out why the code calls once more, with `mock.await_args_list`.
    """

    slug: ClassVar[str] = "exhausted-mock"
    texts: ClassVar[tuple[str, ...]] = (
        "StopAsyncIteration",
        "StopIteration",
        "coroutine raised StopIteration",
    )
    order: ClassVar[int] = 30

    def story(self, failure: Failure) -> Story | None:
        """Tell it where the mock itself raised the error."""
        error = failure.error
        if isinstance(error, RuntimeError) and isinstance(error.__cause__, StopIteration):
            failure = failure.because_of(error.__cause__)
        if not isinstance(failure.error, _RUN_OUT) or not failure.frames:
            return None
        last = failure.frames[-1]
        if last.frame.f_globals.get("__name__") != _MOCKS:
            return None
        mock, caller = last.local.get("self"), failure.user_frame
        count = getattr(mock, "call_count", 0)
        node = None if caller is None else _call_of(mock, caller)
        name = "a mock" if node is None else f"`{short(ast.unparse(node))}`"
        what = (
            f"{name}{line_of(caller)} was called {_times(count)}, and its `side_effect` has "
            f"{_values(count - 1)}."
        )
        made = None if node is None or caller is None else setting_of(node, caller, failure)
        if made is not None:
            what += f" It was configured{at(made.place)}: `{short(made.text)}`."
        return Story(
            what=what,
            why=f"a list as `side_effect` gives one value to each call; the next call raises "
            f"{type(failure.error).__name__}.",
            do="add the value that is missing, or use `return_value` if every call gets the same. If the "
            "call is not "
            "wanted, find out who makes it.",
        )


def _call_of(mock: Any, frame: Frame) -> ast.expr | None:
    """Return what was called in a line, if it was this mock; the only call there, if that can't be told."""
    calls = [call for node in failing_nodes(frame) for call in of_kind(node, ast.Call)]
    for call in calls:
        if value_of(call.func, frame) is mock:
            return call.func
    return None


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _values(count: int) -> str:
    return {0: "no value", 1: "1 value"}.get(count, f"{count} values")
