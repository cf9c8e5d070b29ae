from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any

from asyncproof.loop.real.jobs import Job
from asyncproof.loop.real.threads import Threads
from tests.loop.real.plain import PlainLoop, at_rest, outstanding_after, run_plain, turn

if TYPE_CHECKING:
    from collections.abc import Callable


class Elsewhere(Executor):
    """An executor whose jobs are done when a test says so, out of sight."""

    def __init__(self) -> None:
        self.future: Future[Any] = Future()

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.future.set_running_or_notify_cancel()
        return self.future


def test_a_job_out_of_sight_is_outstanding_until_its_result_was_delivered() -> None:
    """Processes, clusters and whatever else: the future says when it is done."""

    async def main(loop: PlainLoop) -> None:
        elsewhere = Elsewhere()
        future = loop.run_in_executor(elsewhere, abs, -3)
        (work,) = loop._work_outstanding()
        assert work.what == "a job of Elsewhere: abs"
        assert work.certain
        elsewhere.future.set_result(3)
        assert len(loop._work_outstanding()) == 1
        assert await future == 3
        await turn()
        assert not loop._work_open

    run_plain(main)


def name_of(function: Callable[..., object]) -> str:
    """Return the phrase for a job of an object."""
    work = Job(object(), function, Threads()).look(0)
    assert work is not None
    return work.what


def test_the_name_of_a_job_is_that_of_the_innermost_function() -> None:
    """`to_thread` and `partial` wrap what people have written."""
    wrapped = partial(partial(print, end=""), "x")
    assert name_of(partial(wrapped, "y")) == "a job of object: print"
    in_context = partial(copy_context().run, asyncio.iscoroutine, 3)
    assert name_of(in_context) == "a job of object: iscoroutine"


def test_a_job_in_a_thread_pool_is_known_by_its_thread() -> None:
    """Blocked on something that only the loop can do, it does not stop the clock."""

    async def main(loop: PlainLoop) -> None:
        event = threading.Event()
        future = loop.run_in_executor(None, event.wait)
        assert await at_rest(loop) == []
        event.set()
        assert len(loop._work_outstanding()) == 1
        assert await future

    run_plain(main)


def test_a_pool_from_before_the_loop_is_adopted() -> None:
    """The thread was somebody else's until it got a job of ours."""
    busy = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(busy.wait)

        async def main(loop: PlainLoop) -> None:
            assert loop._work_outstanding() == []
            event = threading.Event()
            future = loop.run_in_executor(pool, event.wait, 60)
            busy.set()
            (work,) = await outstanding_after(loop, lambda work: bool(work) and ": wait " in work[0].what)
            assert work.certain
            event.set()
            assert await future

        run_plain(main)
