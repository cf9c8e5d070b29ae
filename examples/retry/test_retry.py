from __future__ import annotations

import asyncio

import pytest

from asyncproof import VirtualClock
from examples.retry.retry import retry


class Flaky:
    """Fails a number of times, then works; notes when it was called."""

    def __init__(self, clock: VirtualClock, failures: int) -> None:
        self.clock = clock
        self.failures = failures
        self.calls: list[float] = []

    async def __call__(self) -> str:
        self.calls.append(self.clock.now)
        if len(self.calls) <= self.failures:
            raise ConnectionError(f"failure {len(self.calls)}")
        return "done"


async def test_the_pauses_double(clock: VirtualClock) -> None:
    """Calls come at once, then after 1, 2, 4 and 8 seconds."""
    flaky = Flaky(clock, failures=4)
    assert await retry(flaky) == "done"
    assert flaky.calls == [0, 1, 3, 7, 15]


async def test_no_pause_is_longer_than_the_longest(clock: VirtualClock) -> None:
    """Twelve attempts with pauses of at most a minute take 8 minutes and 3 seconds."""
    flaky = Flaky(clock, failures=11)
    await retry(flaky, attempts=12, longest=60)
    assert clock.now == 1 + 2 + 4 + 8 + 16 + 32 + 5 * 60


async def test_the_last_failure_comes_through(clock: VirtualClock) -> None:
    """Who never succeeds gets the error of the last attempt."""
    with pytest.raises(ConnectionError, match="failure 3"):
        await retry(Flaky(clock, failures=99), attempts=3)


async def test_a_cancellation_ends_the_pause_it_falls_into(clock: VirtualClock) -> None:
    """Cancelled in the pause after its third call, it calls no fourth time."""
    flaky = Flaky(clock, failures=99)
    task = asyncio.create_task(retry(flaky))
    await clock.advance(5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert flaky.calls == [0, 1, 3]
