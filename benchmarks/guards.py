"""What the guards cost a suite of trivial async tests, all together and each group alone."""

from __future__ import annotations

import tempfile
from pathlib import Path

from asyncproof.guard.registry import groups
from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.overhead import ALONE, MODULES, write_suite
from benchmarks.pytest_run import run_pytest
from benchmarks.rounds import interleave
from benchmarks.sleepy_suite import ASYNCIO

ALL = "all guards"
ALL_GOAL = 1.10


def measure(size: Size) -> Measurement:
    """Compare the CPU time of whole runs: no asyncproof, all guards, one group at a time."""
    each = size.of(100)
    tests = each * MODULES
    with tempfile.TemporaryDirectory() as place:
        directory = Path(place)
        write_suite(directory, each)

        def subject(name: str, *options: str, plugins: tuple[str, ...] = (ASYNCIO, "asyncproof")) -> Subject:
            def cost() -> float:
                return run_pytest(directory, plugins=plugins, options=options, passed=tests).cpu

            return Subject(name, cost)

        one_by_one = [
            subject(f"only {group}", "--guard", "all=off", "--guard", f"{group}=error") for group in groups()
        ]
        figures = interleave(
            [
                subject(ALONE, plugins=(ASYNCIO,)),
                subject("asyncproof, --no-guards", "--no-guards"),
                subject(ALL),
                *one_by_one,
            ],
            size.rounds,
            warm_up=size.in_full,
        )
    named = {figure.name: figure for figure in figures}
    alone, guarded = named[ALONE], named[ALL]
    return Measurement(
        title=f"The guards on {tests:,} trivial async tests",
        unit="CPU s",
        figures=figures,
        baseline=ALONE,
        goals=(Goal("all guards cost at most 10 %", guarded.over(alone), ALL_GOAL),),
        notes=(f"{(guarded.median - alone.median) / tests * 1e6:.0f} µs a test for all guards",),
    )
