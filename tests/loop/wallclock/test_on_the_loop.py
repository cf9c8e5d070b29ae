"""Claims about the wall clock on the controlled loop: the user's time is the loop's time."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta, timezone

from asyncproof.loop import ControlledLoop
from asyncproof.loop.wallclock import wall_clock

START = datetime(2026, 1, 1, tzinfo=timezone.utc)


def wall_time() -> float:
    """Ask for the time in the user's code."""
    return time.time()


def test_an_hour_of_sleep_is_an_hour_of_time() -> None:
    """What code measures around a sleep is what it slept, by every clock, and in a thread, too."""

    async def nap() -> tuple[float, float, timedelta]:
        wall, steady, day = time.time(), time.perf_counter(), datetime.now(timezone.utc)
        await asyncio.sleep(3600)
        return time.time() - wall, time.perf_counter() - steady, datetime.now(timezone.utc) - day

    loop = ControlledLoop()
    try:
        with wall_clock(lambda: loop.now_ns, start=START):
            assert loop.run_until_complete(nap()) == (3600.0, 3600.0, timedelta(hours=1))
            assert loop.run_until_complete(asyncio.to_thread(wall_time)) == START.timestamp() + 3600
    finally:
        loop.close()


def test_monotonic_is_the_loops_time() -> None:
    """As on a stock loop, `time.monotonic()` and `loop.time()` are the same clock, so they can be mixed."""

    async def mixed() -> float:
        loop = asyncio.get_running_loop()
        called = loop.create_future()
        loop.call_at(time.monotonic() + 5, lambda: called.set_result(time.monotonic()))
        assert loop.time() == time.monotonic()
        return float(await called)

    loop = ControlledLoop()
    try:
        with wall_clock(lambda: loop.now_ns):
            assert loop.run_until_complete(mixed()) == 5.0
    finally:
        loop.close()
