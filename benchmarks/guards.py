"""What the guards cost a suite of trivial async tests: all together, and each alone."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.guard.registry import all_guards
from benchmarks.instructions import can_count
from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.overhead import ALONE, MODULES, write_suite
from benchmarks.pytest_run import run_pytest
from benchmarks.rounds import interleave
from benchmarks.sleepy_suite import ASYNCIO

if TYPE_CHECKING:
    from collections.abc import Sequence

OFF = "asyncproof, --no-guards"
ALL = "all guards"
ALL_GOAL = 1.10
FEWEST_ROUNDS = 2
FEW = 3
"""How many guards say whether it runs at all."""


def measure(size: Size) -> Measurement:
    """Compare the CPU time of whole runs: no asyncproof, no guards, all guards at their defaults."""
    with tempfile.TemporaryDirectory() as place:
        suite = _Suite(Path(place), size.of(100))
        figures = interleave(
            [
                suite.run(ALONE, plugins=(ASYNCIO,)),
                suite.run(OFF, "--no-guards"),
                suite.run(ALL),
            ],
            size.rounds,
            warm_up=size.in_full,
        )
    alone, _, guarded = figures
    return Measurement(
        title=f"The guards on {suite.tests:,} trivial async tests",
        unit="CPU s",
        figures=figures,
        baseline=ALONE,
        goals=(Goal("all guards cost at most 10 %", guarded.over(alone), ALL_GOAL),),
        notes=(f"{(guarded.median - alone.median) / suite.tests * 1e6:.0f} µs a test for all guards",),
    )


def measure_each(size: Size) -> Measurement:
    """Compare whole runs with each guard alone; what they share is in every one of them.

    Where instructions can be counted, one round of these says more than many of CPU time.
    """
    counting = size.in_full and can_count()
    with tempfile.TemporaryDirectory() as place:
        suite = _Suite(Path(place), size.of(50), counting=counting)
        each = [
            suite.run(f"only {guard.name}", "--guard", "all=off", "--guard", f"{guard.key()}=error")
            for guard in (all_guards() if size.in_full else all_guards()[:FEW])
        ]
        subjects = [suite.run(OFF, "--no-guards"), suite.run(ALL), *each]
        if size.in_full:
            subjects[1].measure()  # which compiles what all of them import
        rounds = 1 if counting else max(FEWEST_ROUNDS, size.rounds // 2)
        figures = interleave(subjects, rounds, warm_up=False)
    return Measurement(
        title=f"Each guard alone on {suite.tests:,} trivial async tests",
        unit="M instructions" if counting else "CPU s",
        figures=figures,
        baseline=OFF,
        goals=(
            Goal(
                "no guard alone costs more than 10 %",
                max(one.over(figures[0]) for one in figures[2:]),
                ALL_GOAL,
            ),
        ),
        notes=("each is run with what all guards share: the start of a run, and who owns what",),
    )


class _Suite:
    """A suite of trivial tests in a directory."""

    def __init__(self, directory: Path, tests_a_module: int, *, counting: bool = False) -> None:
        write_suite(directory, tests_a_module)
        self._directory = directory
        self._counting = counting
        self.tests = tests_a_module * MODULES

    def run(self, name: str, *options: str, plugins: Sequence[str] = (ASYNCIO, "asyncproof")) -> Subject:
        def cost() -> float:
            cost = run_pytest(
                self._directory,
                plugins=plugins,
                options=options,
                passed=self.tests,
                counting=self._counting,
            )
            return cost.cpu if cost.instructions is None else cost.instructions

        return Subject(name, cost)
