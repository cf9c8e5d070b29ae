from __future__ import annotations

import asyncio
import sys
from typing import Any

import pytest

from asyncproof.loop.bookkeeping import gathered_with, only_counts

groups = pytest.mark.skipif(sys.version_info < (3, 11), reason="task groups came with 3.11")


def callback_of(future: asyncio.Future[Any]) -> Any:
    """Return the one function that is to be called when a future ends."""
    [(callback, _)] = future._callbacks
    return callback


async def gathered(*, return_exceptions: bool = False) -> tuple[list[Any], Any, list[Any]]:
    """Gather three futures, and return them, the whole, and what is called when one of them ends."""
    futures = [asyncio.get_running_loop().create_future() for _ in range(3)]
    whole = asyncio.gather(*futures, return_exceptions=return_exceptions)
    return futures, whole, [callback_of(future) for future in futures]


def test_of_several_that_are_gathered_only_the_last_is_seen() -> None:
    """As long as another has not ended, that one more has is only counted."""

    async def main() -> None:
        futures, whole, callbacks = await gathered()
        futures[0].set_result(1)
        futures[1].set_result(2)
        assert [only_counts(callbacks[number], (futures[number],)) for number in (0, 1)] == [True, True]
        futures[2].set_result(3)
        assert not any(only_counts(callbacks[number], (futures[number],)) for number in range(3))
        assert await whole == [1, 2, 3]

    asyncio.run(main())


def test_a_failure_is_seen_at_once_and_not_taken_for_retrieved() -> None:
    """What has failed or was cancelled ends the whole."""

    async def main() -> None:
        futures, whole, callbacks = await gathered()
        futures[0].set_exception(ValueError("it failed"))
        futures[1].cancel()
        assert not only_counts(callbacks[0], (futures[0],))
        assert not only_counts(callbacks[1], (futures[1],))
        assert futures[0]._log_traceback
        futures[2].set_result(None)
        with pytest.raises(ValueError, match="it failed"):
            await whole

    asyncio.run(main())


def test_who_is_gathered_with_a_task() -> None:
    """All but itself, of every gather that waits for it; other callbacks name nobody."""

    async def main() -> None:
        first, second, third = (asyncio.ensure_future(asyncio.sleep(0)) for _ in range(3))
        first.add_done_callback(print)
        assert gathered_with(first) == []
        whole = asyncio.gather(first, second, third)
        assert gathered_with(first) == [second, third]
        assert gathered_with(third) == [first, second]
        first.remove_done_callback(print)
        await whole
        assert gathered_with(first) == []

    asyncio.run(main())


@groups
def test_of_a_group_only_the_last_is_seen() -> None:
    """A group is told of each of its tasks, and ends with the last."""
    told: list[bool] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        usual = loop.call_soon

        def call_soon(callback: Any, *args: Any, **options: Any) -> Any:
            if getattr(callback, "__name__", "") == "_on_task_done":
                told.append(only_counts(callback, args))
            return usual(callback, *args, **options)

        async with asyncio.TaskGroup() as group:
            for number in range(3):
                group.create_task(asyncio.sleep(number / 100))
            loop.call_soon = call_soon

    asyncio.run(main())
    assert told == [True, True, False]


def test_what_others_call_may_be_seen() -> None:
    """Whatever is not known to count only is taken for more than that, also by the same name."""

    def gather() -> Any:
        def _done_callback(future: object) -> None:
            del future

        return _done_callback

    lookalike = gather()
    lookalike.__qualname__ = "gather.<locals>._done_callback"

    async def main() -> None:
        future = asyncio.get_running_loop().create_future()
        future.set_result(None)
        for callback in (print, lookalike, None, asyncio.sleep):
            assert not only_counts(callback, (future,))
        assert not only_counts(lookalike, ())
        assert not only_counts(lookalike, ("no future",))

    asyncio.run(main())
