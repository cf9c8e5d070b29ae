"""Runs a second by this process alone, by one worker and by two: `python -m benchmarks.explore_workers`.

Called with the name of a program, a number of workers, 0 being none, and one of runs, it prints the rate, and
what it would be by the CPU time of the busiest process alone: on a machine that has other things to do, the
first says little. Everything counts: that processes begin, that they import, that runs are sent and told.
"""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.rounds import interleave

ROOT = Path(__file__).parents[1]
NAMES = {0: "no workers", 1: "workers=1", 2: "workers=2"}
PAYS = 1.5
"""How much faster two workers shall be where a run is a few milliseconds long."""


async def clients(hard: int) -> None:
    """Let five clients talk to something, three times each, and count what each of them has done."""
    done: list[int] = []

    async def client(number: int) -> None:
        for _ in range(3):
            await asyncio.sleep(0.01 * (number + 1))
            sum(range(hard))
        done.append(number)

    await asyncio.gather(*(client(number) for number in range(5)))
    assert sorted(done) == list(range(5))


async def short() -> None:
    """Take no longer than what the loop takes."""
    await clients(0)


async def long() -> None:
    """Take some milliseconds, as code that does something."""
    await clients(20_000)


PROGRAMS = {"short": short, "long": long}


def rates(name: str, workers: int, runs: int) -> tuple[float, float]:
    """Measure one exploration: runs a second, and a second of CPU time of the busiest process."""
    from asyncproof import explore  # noqa: PLC0415 - who asks for the figure is not who measures it

    began, here = perf_counter(), process_time()
    result = explore(PROGRAMS[name], runs=runs, rungs=["latency"], workers=workers or None)
    took, here = perf_counter() - began, process_time() - here
    elsewhere = resource.getrusage(resource.RUSAGE_CHILDREN)
    each = (elsewhere.ru_utime + elsewhere.ru_stime) / max(workers, 1)
    return result.runs / took, result.runs / max(here, each)


def ask(name: str, workers: int, runs: int, busiest: dict[int, list[float]]) -> float:
    """Measure in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.explore_workers", name, str(workers), str(runs)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT)
    rate, by_cpu = map(float, done.stdout.split())
    busiest.setdefault(workers, []).append(by_cpu)
    return rate


def measure(size: Size) -> Measurement:
    """Compare where a run is a few milliseconds long."""
    return _measure("long", size.of(2000), size, "Runs of some milliseconds, by workers", PAYS)


def measure_short(size: Size) -> Measurement:
    """Compare where a run is as short as can be."""
    return _measure("short", size.of(6000), size, "Runs as short as can be, by workers", 1.0)


def _measure(program: str, runs: int, size: Size, title: str, factor: float) -> Measurement:
    busiest: dict[int, list[float]] = {}
    subjects = [
        Subject(name, partial(ask, program, workers, runs, busiest)) for workers, name in NAMES.items()
    ]
    figures = interleave(subjects, size.rounds, warm_up=False)
    alone, _, two = figures
    return Measurement(
        title=title,
        unit="runs/s",
        figures=figures,
        baseline=NAMES[0],
        goals=(Goal(f"two workers at least {factor:g}x as fast", two.over(alone), factor, at_least=True),),
        notes=(
            f"{runs:,} runs, the beginning of the workers included",
            *(
                f"{NAMES[workers]}, by CPU time: {median(found):,.0f} runs/s"
                for workers, found in busiest.items()
            ),
        ),
    )


if __name__ == "__main__":
    found, count, amount = sys.argv[1:]
    print(*rates(found, int(count), int(amount)))
