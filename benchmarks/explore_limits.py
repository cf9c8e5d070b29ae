"""What an explorer proves, and what it finds by cancelling: the programs that not all of them can do.

`python explore_limits.py NAME WHAT MOST`, in a process of its own, prints milliseconds, how many schedules it
took, and what it says. WHAT is `proof` (of `conflict`, three tasks of three steps) or `cancel` (until the
slot of `slot` is lost); MOST is how many schedules a proof may take.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

try:
    from benchmarks import explore_programs as programs
except ImportError:  # run as a script: the folder is on the path, not the package
    import explore_programs as programs  # type: ignore[no-redef] # the same module

if TYPE_CHECKING:
    from collections.abc import Callable


def proven_by_asyncproof(most: int) -> tuple[int, str]:
    """Try every order."""
    result = importlib.import_module("asyncproof").explore(programs.conflict, runs=most, rungs=["latency"])
    return result.runs, str(result.verdict)


def proven_by_frontrun(most: int) -> tuple[int, str]:
    """Let it have the three tasks as its workers."""
    explorer = importlib.import_module("frontrun")

    async def explore() -> Any:
        return await explorer.explore(
            setup=list,
            workers=[partial(_write, number) for number in range(programs.TASKS)],
            invariant=programs.is_all_written,
            max_executions=most,
        )

    result = asyncio.run(explore())
    holds = {True: "holds", False: "fails", None: "inconclusive"}[result.property_holds]
    whole = {True: "all of it", False: "a part of it", None: "not said how much"}[result.exhausted]
    return int(result.num_explored), f"{holds}, {whole}"


async def _write(number: int, written: list[int]) -> None:
    await programs.write(number, written)


def proven_by_simloom(most: int) -> tuple[int, str]:
    """Let it try all that two delays lead to, which is how far it goes unless it is told."""
    explorer = importlib.import_module("simloom")
    result = explorer.explore_systematic(programs.conflict, max_schedules=most)
    said = f"all with up to {result.max_delays} delays" if result.exhaustive else "a part of it"
    return int(result.schedules), said


def lost_by_asyncproof(_: int) -> tuple[int, str]:
    """Cancel the task before each of its steps."""
    result = importlib.import_module("asyncproof").explore(programs.slot, rungs=["stock", "cancel"])
    return (result.failure.run if result.failure else result.runs), "found" if result.failure else "missed"


def lost_by_cancellens(_: int) -> tuple[int, str]:
    """Sweep over what it observes."""
    explorer = importlib.import_module("cancellens")

    async def factory() -> asyncio.Semaphore:
        return asyncio.Semaphore(1)

    async def oracle(slots: asyncio.Semaphore, _: object) -> None:
        explorer.require(programs.is_given_back(slots), "the slot is there again")

    async def teardown(slots: asyncio.Semaphore) -> None:
        if slots.locked():
            slots.release()

    report = asyncio.run(explorer.sweep(explorer.Case(factory, programs.use, oracle, teardown)))
    outcomes = [attempt.outcome.name for attempt in report.attempts]
    return len(outcomes), "found" if "FAIL" in outcomes else "missed"


PROVERS: dict[str, Callable[[int], tuple[int, str]]] = {
    "asyncproof": proven_by_asyncproof,
    "frontrun": proven_by_frontrun,
    "simloom": proven_by_simloom,
}
CANCELLERS: dict[str, Callable[[int], tuple[int, str]]] = {
    "asyncproof": lost_by_asyncproof,
    "cancellens": lost_by_cancellens,
}


if __name__ == "__main__":
    name, what, most = sys.argv[1:]
    do = (PROVERS if what == "proof" else CANCELLERS)[name]
    do(2)  # what is imported is not measured
    programs.first.clear()
    began = perf_counter()
    schedules, said = do(int(most))
    ended = programs.first[0] if what == "cancel" and programs.first else perf_counter()
    print(1000 * (ended - began), schedules, said)
