"""One explorer, one measurement, in a process of its own: `python explore_alone.py NAME WHAT AMOUNT`.

It prints the figure. WHAT is `rate` (schedules a second of the locked counter) or `failure` (seconds until
the bug of `backwards` is met, the mean of so many seeds).
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import sys
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

try:
    from benchmarks import explore_programs as programs
except ImportError:  # run as a script: the folder is on the path, not the package
    import explore_programs as programs

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 1_000
"""Schedules after which a bug counts as missed."""


def by_asyncio(program: Any, runs: int, seed: int) -> int:
    """Run it again and again, always in the same order."""
    del seed
    for _ in range(runs):
        asyncio.run(program())
    return runs


def by_asyncproof(program: Any, runs: int, seed: int, *, rung: str) -> int:
    """Explore one rung, again and again if all of it is done before there were so many runs."""
    explore = importlib.import_module("asyncproof").explore
    done = 0
    while done < runs:
        result = explore(program, runs=runs - done, seed=seed, rungs=[rung])
        if result.failure is not None:
            return -1
        done += result.runs
    return done


def by_simloop(program: Any, runs: int, seed: int) -> int:
    """Explore seeds from one on."""
    explorer = importlib.import_module("simloop")
    return -1 if explorer.explore(program, range(seed * MOST, seed * MOST + runs)) is not None else runs


def by_simloom(program: Any, runs: int, seed: int) -> int:
    """Explore seeds from one on."""
    explorer = importlib.import_module("simloom")
    result = explorer.explore(program, runs=runs, start_seed=seed * MOST)
    return -1 if result.failed else int(result.runs)


def by_frontrun(program: Any, runs: int, seed: int) -> int:
    """Explore the tasks of a program as frontrun's workers, by its default, which throws no dice."""
    del seed
    explorer = importlib.import_module("frontrun")

    async def explore() -> Any:
        return await explorer.explore(**frontruns_form_of(program), max_executions=runs)

    result = asyncio.run(explore())
    return -1 if result.property_holds is False else int(result.num_explored)


def frontruns_form_of(program: Any) -> dict[str, Any]:
    """Write a program as frontrun wants it: a state, workers, and what must hold of the state."""
    if program is programs.counter:

        class State:
            def __init__(self) -> None:
                self.lock = asyncio.Lock()
                self.total = 0

        async def add(state: State) -> None:
            for _ in range(3):
                async with state.lock:
                    seen = state.total
                    await asyncio.sleep(0)
                    state.total = seen + 1

        return {
            "setup": State,
            "workers": [add] * programs.TASKS,
            "invariant": lambda state: state.total == 3 * programs.TASKS,
        }
    workers = [partial(_work, number) for number in range(programs.TASKS)]
    return {"setup": list, "workers": workers, "invariant": programs.in_order}


async def _work(number: int, ended: list[int]) -> None:
    await programs.work(number, ended)


def uncollected(program: Any, runs: int, seed: int, *, by: Callable[[Any, int, int], int]) -> int:
    """Explore without the full collections that a peer makes in each run: what it could be."""
    collect = gc.collect
    collect()
    gc.freeze()
    gc.collect = lambda *_: 0  # type: ignore[assignment] # the same, but for its generation's name
    try:
        return by(program, runs, seed)
    finally:
        gc.collect = collect
        gc.unfreeze()


EXPLORERS: dict[str, Callable[[Any, int, int], int]] = {
    "asyncio.run": by_asyncio,
    "asyncproof, latency": partial(by_asyncproof, rung="latency"),
    "asyncproof, reorder": partial(by_asyncproof, rung="reorder"),
    "simloop": by_simloop,
    "simloom": by_simloom,
    "simloop, uncollected": partial(uncollected, by=by_simloop),
    "simloom, uncollected": partial(uncollected, by=by_simloom),
    "frontrun": by_frontrun,
}


def rate(explorer: Callable[[Any, int, int], int], amount: int) -> float:
    """Measure schedules a second, where there is nothing to find."""
    explorer(programs.counter, 2, 0)
    started = perf_counter()
    done = explorer(programs.counter, amount, 1)
    if done < 1:
        raise AssertionError("a bug was reported where there is none")
    return done / (perf_counter() - started)


def until_failure(explorer: Callable[[Any, int, int], int], amount: int) -> float:
    """Measure the seconds until a bug is met for the first time: the mean of some seeds."""
    explorer(programs.counter, 2, 0)
    took = 0.0
    for seed in range(amount):
        programs.first.clear()
        started = perf_counter()
        if explorer(programs.backwards, MOST, seed) != -1:
            return float("inf")
        took += programs.first[0] - started
    return took / amount


if __name__ == "__main__":
    name, what, amount = sys.argv[1:]
    print((rate if what == "rate" else until_failure)(EXPLORERS[name], int(amount)))
