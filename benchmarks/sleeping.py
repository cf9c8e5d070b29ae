"""What a virtual sleep costs, beside `sleep(0)` on stock asyncio."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import TYPE_CHECKING

from asyncproof.loop import ControlledLoop
from benchmarks.contenders import peer
from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.rounds import interleave

if TYPE_CHECKING:
    from benchmarks.contenders import LoopFactory

GOAL = 1.5
STOCK = "asyncio, sleep(0)"
OURS = "ControlledLoop, sleep(1)"


def sleeper(name: str, factory: LoopFactory, delay: float, sleeps: int) -> Subject:
    """Measure microseconds for one of many sleeps in a row."""

    async def sleep_often() -> float:
        started = perf_counter()
        for _ in range(sleeps):
            await asyncio.sleep(delay)
        return (perf_counter() - started) / sleeps * 1e6

    def measure() -> float:
        loop = factory()
        try:
            return loop.run_until_complete(sleep_often())
        finally:
            loop.close()

    return Subject(name, measure)


def measure(size: Size) -> Measurement:
    """Compare what one sleep costs."""
    sleeps = size.of(20_000)
    subjects = [
        sleeper(STOCK, asyncio.new_event_loop, 0, sleeps),
        sleeper("ControlledLoop, sleep(0)", ControlledLoop, 0, sleeps),
        sleeper(OURS, ControlledLoop, 1, sleeps),
    ]
    for name, module, factory in (
        ("async-solipsism", "async_solipsism", "EventLoop"),
        ("looptime", "looptime", "new_event_loop"),
    ):
        found = peer(module, factory)
        if found is not None:
            subjects.append(sleeper(f"{name}, sleep(1)", found, 1, size.of(2_000)))
    figures = interleave(subjects, size.rounds)
    named = {figure.name: figure for figure in figures}
    return Measurement(
        title="One sleep",
        unit="µs",
        figures=figures,
        baseline=STOCK,
        goals=(
            Goal(
                f"a virtual sleep costs at most {GOAL:g}x sleep(0) on stock asyncio",
                named[OURS].over(named[STOCK]),
                GOAL,
            ),
        ),
        notes=("stock asyncio takes a whole second for each sleep(1)",),
    )
