"""What `pytest --explore` finds in other people's suites, unmodified: a table, and failures to be judged.

`python -m benchmarks.field explore --python ENV/bin/python FOLDER [-- ARGUMENTS]` explores the suite in a
folder with the pytest of its own environment, in which asyncproof is installed, and prints one line of the
table in docs/explore-in-the-field.md. What pytest has printed is written beside it, with `--log`.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

HEAD = (
    "| suite | commit | tests explored | runs | s | failures | by rung |\n|---|---|---:|---:|---:|---:|---|"
)
_EXPLORED = re.compile(r"^asyncproof explored ([\d,]+) tests? in ([\d,]+) runs?", re.MULTILINE)
_RUNG = re.compile(r"^(timing|latency|cancel|fault|reorder): it |^(stock): it ", re.MULTILINE)


class Row(NamedTuple):
    """What came of one suite."""

    suite: str
    commit: str
    tests: str
    runs: str
    seconds: float
    rungs: Counter[str]

    def __str__(self) -> str:
        """Return its line of the table."""
        by_rung = ", ".join(f"{count} {rung}" for rung, count in sorted(self.rungs.items()))
        cells = [self.suite, self.commit, self.tests, self.runs, f"{self.seconds:.0f}"]
        return f"| {' | '.join([*cells, str(self.rungs.total()), by_rung])} |"


def read(suite: str, commit: str, output: str, seconds: float) -> Row:
    """Read what pytest has printed: each failure that an exploration has found has one line with its rung."""
    found = _EXPLORED.search(output)
    tests, runs = found.groups() if found else ("0", "0")
    rungs = Counter("".join(names) for names in _RUNG.findall(output))
    return Row(suite, commit, tests, runs, seconds, rungs)


def explore(folder: Path, python: str, runs: int, arguments: list[str]) -> tuple[Row, str]:
    """Explore the suite in a folder; return its row and all that was printed."""
    command = [python, "-m", "pytest", f"--explore={runs}", "--no-guards", "-q", "-p", "no:cacheprovider"]
    began = time.monotonic()
    done = subprocess.run([*command, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - began
    asked = ["git", "-C", str(folder), "log", "-1", "--format=%h"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return read(folder.name, commit, done.stdout, seconds), done.stdout


def main() -> None:
    """Read the command line, explore, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.field explore", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--python", required=True, help="the Python of the suite's environment")
    parser.add_argument("--runs", type=int, default=50, help="for each test (default: 50)")
    parser.add_argument("--log", type=Path, help="where to write what pytest has printed")
    parser.add_argument("arguments", nargs="*", help="for pytest, behind --")
    options = parser.parse_args()
    row, output = explore(options.folder, options.python, options.runs, options.arguments)
    if options.log:
        options.log.write_text(output, encoding="utf-8")
    print(HEAD)
    print(row)
