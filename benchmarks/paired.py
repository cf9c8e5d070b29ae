"""What the guards cost a real suite: `python -m benchmarks.paired [--rounds N] DIRECTORY [ARGUMENTS ...]`.

The Python that runs this runs the suite, in turn without asyncproof and with all guards at their defaults.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from benchmarks.machine import describe_machine
from benchmarks.measurement import Goal, Measurement, Subject
from benchmarks.pytest_run import compiling_once, run_and_weigh
from benchmarks.rounds import interleave
from benchmarks.table import print_measurement

if TYPE_CHECKING:
    from collections.abc import Sequence

OFF = "asyncproof off"
ON = "all guards"
GOAL = 1.05


def measure(directory: Path, arguments: Sequence[str], rounds: int) -> Measurement:
    """Compare CPU time and peak memory of whole runs; how the tests end is shown, not judged."""
    peaks: dict[str, float] = {}
    endings: dict[str, str] = {}

    def subject(name: str, *options: str) -> Subject:
        def cost() -> float:
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, *arguments]
            found, _, printed = run_and_weigh(command, directory, os.environ)
            peaks[name] = max(peaks.get(name, 0.0), found.peak)
            endings[name] = (printed.strip().splitlines() or ["nothing"])[-1]
            return found.cpu

        return Subject(name, cost)

    figures = interleave([subject(OFF, "-p", "no:asyncproof"), subject(ON)], rounds)
    off, on = figures
    return Measurement(
        title=f"The suite in {directory.name}",
        unit="CPU s",
        figures=figures,
        baseline=OFF,
        goals=(Goal("all guards cost at most 5 %", on.over(off), GOAL),),
        notes=tuple(f"{name}: {peaks[name]:.0f} MiB at most; {ending}" for name, ending in endings.items()),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.paired", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options, rest = parser.parse_known_args(arguments)
    console = Console()
    console.print(f"{describe_machine()}; rounds are interleaved\n", highlight=False)
    with compiling_once():
        print_measurement(console, measure(options.directory.resolve(), rest, options.rounds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
