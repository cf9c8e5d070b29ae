"""Claims about futures that threads of others complete: no timeout fires while their answer is on its way."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest

import asyncproof
from asyncproof import Deadlock, Limits

BRIEFLY = 0.02


@pytest.fixture
def other_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A stock loop that runs in a thread of its own, from before the test's loop was made."""
    loop = asyncio.new_event_loop()
    running = threading.Event()
    loop.call_soon(running.set)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    running.wait()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """A pool whose thread is there before the test's loop."""
    with ThreadPoolExecutor(1) as executor:
        executor.submit(int).result()
        yield executor


async def answer() -> int:
    """Take a moment of real time, on a stock loop."""
    await asyncio.sleep(BRIEFLY)
    return 42


async def by_await(future: asyncio.Future[int]) -> int:
    """Wait for an answer without a timeout."""
    return await future


async def by_wait_for(future: asyncio.Future[int]) -> int:
    """Wait for an answer with a timeout that the real time never reaches."""
    return await asyncio.wait_for(future, 5)


async def by_wait(future: asyncio.Future[int]) -> int:
    """Wait for an answer among others."""
    done, _ = await asyncio.wait([future], timeout=5)
    return done.pop().result()


async def by_gather(future: asyncio.Future[int]) -> int:
    """Wait for an answer and for something else."""
    gathered = asyncio.gather(future, asyncio.sleep(0))
    return (await asyncio.wait_for(gathered, 5))[0]


@pytest.mark.parametrize("wait", [by_await, by_wait_for, by_wait, by_gather])
def test_another_loop_is_given_its_time(
    other_loop: asyncio.AbstractEventLoop, wait: Callable[[asyncio.Future[int]], Coroutine[Any, Any, int]]
) -> None:
    """However its answer is awaited, no virtual time passes before it is there."""

    async def main() -> tuple[int, float]:
        asked: Future[int] = asyncio.run_coroutine_threadsafe(answer(), other_loop)
        return await wait(asyncio.wrap_future(asked)), asyncio.get_running_loop().time()

    assert asyncproof.run(main()) == (42, 0)


def test_a_pool_that_was_at_work_before_is_given_its_time(pool: ThreadPoolExecutor) -> None:
    """A job that somebody submitted before the run can be awaited in it."""
    job = pool.submit(sleep, BRIEFLY)

    async def main() -> float:
        await asyncio.wait_for(asyncio.wrap_future(job), 5)
        return asyncio.get_running_loop().time()

    assert asyncproof.run(main()) == 0


def test_another_loop_that_nobody_asked_does_not_hold_the_clock(
    other_loop: asyncio.AbstractEventLoop,
) -> None:
    """An event loop in a thread, with timers of its own, is no reason to wait."""
    other_loop.call_soon_threadsafe(other_loop.call_later, 3600, int)
    assert asyncproof.run(asyncio.sleep(3600, "at once")) == "at once"


def test_an_answer_that_never_comes_is_named(other_loop: asyncio.AbstractEventLoop) -> None:
    """After the limit of real time the deadlock says that another thread was waited for."""

    async def main() -> None:
        asked: Future[bool] = asyncio.run_coroutine_threadsafe(asyncio.Event().wait(), other_loop)
        await asyncio.wrap_future(asked)

    with pytest.raises(Deadlock, match="an answer from another thread, for Task-1"):
        asyncproof.run(main(), limits=Limits(hang=BRIEFLY))
