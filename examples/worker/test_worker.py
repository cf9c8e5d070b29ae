from __future__ import annotations

import asyncio

from asyncproof import VirtualClock
from examples.worker.worker import Worker


async def test_it_shows_that_it_is_alive_twice_a_minute(clock: VirtualClock) -> None:
    """In a day it beats 2,880 times and once more at the very end."""
    beats: list[float] = []
    async with Worker(beat=lambda: beats.append(clock.now)):
        await asyncio.sleep(24 * 3600)
    assert len(beats) == 2881
    assert beats[:3] == [0, 30, 60]


async def test_jobs_run_one_after_the_other(clock: VirtualClock) -> None:
    """Three jobs of an hour each are done after three hours."""
    done: list[float] = []

    async def job() -> None:
        await asyncio.sleep(3600)
        done.append(clock.now / 3600)

    async with Worker(beat=lambda: None) as worker:
        for _ in range(3):
            worker.submit(job)
        assert await worker.stop(grace=24 * 3600)
    assert done == [1, 2, 3]


async def test_a_job_that_fails_does_not_stop_the_next() -> None:
    """The failure is noted, and the queue goes on."""
    done: list[str] = []

    async def bad() -> None:
        raise LookupError("no such order")

    async def good() -> None:
        done.append("good")

    async with Worker(beat=lambda: None) as worker:
        worker.submit(bad)
        worker.submit(good)
        assert await worker.stop(grace=1)
    assert done == ["good"]
    assert [str(failure) for failure in worker.failures] == ["no such order"]


async def test_a_shutdown_has_a_deadline(clock: VirtualClock) -> None:
    """A job that takes too long is cut off when the grace is over, and the caller is told."""
    cut: list[float] = []

    async def endless() -> None:
        try:
            await asyncio.sleep(10**6)
        finally:
            cut.append(clock.now)

    async with Worker(beat=lambda: None) as worker:
        worker.submit(endless)
        assert not await worker.stop(grace=45)
    assert cut == [45]
