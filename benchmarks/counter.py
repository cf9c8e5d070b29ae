"""Loop runs per second: three tasks add three times each to a counter that a lock protects."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.contenders import Contender, ours, peers, plain, reused
from benchmarks.measurement import Figure, Goal, Measurement, Size, Subject
from benchmarks.rounds import interleave

if TYPE_CHECKING:
    from benchmarks.contenders import Run

TASKS = 3
INCREMENTS = 3
GOAL = 3.0


async def count() -> int:
    """Let the tasks add to the counter, with a yield while they hold the lock."""
    lock = asyncio.Lock()
    total = 0

    async def add() -> None:
        nonlocal total
        for _ in range(INCREMENTS):
            async with lock:
                seen = total
                await asyncio.sleep(0)
                total = seen + 1

    await asyncio.gather(*(add() for _ in range(TASKS)))
    return total


def runs_per_second(run: Run, runs: int) -> float:
    """Count how often a second *run* gets through."""
    started = perf_counter()
    for _ in range(runs):
        if run(count) != TASKS * INCREMENTS:
            raise AssertionError("an increment was lost: this loop does not run the counter correctly")
    return runs / (perf_counter() - started)


def subject(contender: Contender, runs: int) -> Subject:
    """Measure *contender* on a loop of its own."""

    def measure() -> float:
        with contender.opened() as run:
            return runs_per_second(run, runs)

    return Subject(contender.name, measure)


def measure(size: Size) -> Measurement:
    """Compare all loops on the counter."""
    others, absent = peers()
    stock = [Contender("asyncio.run", plain), Contender("asyncio, reused", reused(asyncio.new_event_loop))]
    contenders = [*stock, *ours(), *others]
    figures = interleave([subject(each, size.of(300)) for each in contenders], size.rounds)
    named: dict[str, Figure] = {figure.name: figure for figure in figures}
    speed_up = named["ControlledLoop, reused"].over(named["asyncio.run"])
    return Measurement(
        title="Runs of a lock-protected counter, 3 tasks x 3 increments",
        unit="runs/s",
        figures=figures,
        baseline="asyncio.run",
        goals=(
            Goal(
                f"a reused loop does at least {GOAL:g}x the runs of asyncio.run",
                speed_up,
                GOAL,
                at_least=True,
            ),
        ),
        notes=tuple(f"{name} is not installed" for name in absent),
    )
