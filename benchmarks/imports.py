"""What it costs to import asyncproof and its pytest entry point."""

from __future__ import annotations

import re
import subprocess
import sys

from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.rounds import interleave

LINE = re.compile(r"import time:\s+\d+ \|\s+(?P<cumulative>\d+) \| (?P<name>\S+)$")
GOAL = 5.0


def import_time(first: str, then: str) -> float:
    """Import *first* and then *then* in a new process; return the milliseconds of the second."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", f"import {first}\nimport {then}"],
        capture_output=True,
        text=True,
        check=True,
    )
    # A nested import is indented and part of its importer's sum: only top-level lines count.
    outer = [match for match in map(LINE.match, done.stderr.splitlines()) if match]
    names = [match["name"] for match in outer]
    after = outer[names.index(first) + 1 :]
    return sum(int(match["cumulative"]) for match in after) / 1000


def measure(size: Size) -> Measurement:
    """Measure both imports, each in new processes."""
    package, plugin = "import asyncproof", "import asyncproof.plugin, pytest being there"
    figures = interleave(
        [
            Subject(package, lambda: import_time("site", "asyncproof")),
            Subject(plugin, lambda: import_time("pytest", "asyncproof.plugin")),
        ],
        max(size.rounds, size.of(20)),
    )
    return Measurement(
        title="Import",
        unit="ms",
        figures=figures,
        goals=tuple(Goal(f"{figure.name}: under {GOAL:g} ms", figure.median, GOAL) for figure in figures),
    )
