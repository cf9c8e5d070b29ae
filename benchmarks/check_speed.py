"""What a check costs beside ruff: `python -m benchmarks.check_speed [--peers BIN] DIRECTORY ...`.

Each directory is copied, and its copy checked in turn: by ruff without and with its cache, by asyncproof
without and with its cache, and by asyncproof after one test file was changed. Both look for what concerns
async tests. `--ours` is the program to measure, best in an environment of its own: what is installed for
development looks at each of its own files, too. With `--peers`, the flake8-async and pylint of that folder
are run once as well.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from benchmarks import instructions
from benchmarks.machine import describe_machine
from benchmarks.measurement import Figure, Goal, Measurement, Subject
from benchmarks.pytest_run import compiling_once, run_and_weigh
from benchmarks.rounds import interleave
from benchmarks.table import print_measurement, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RUFF_COLD, RUFF_WARM = "ruff, no cache", "ruff, warm"
COLD, WARM, CHANGED = "asyncproof, no cache", "asyncproof, warm", "asyncproof, one file changed"
_PYLINT = (
    "not-async-context-manager,await-outside-async,yield-inside-async-function,"
    "async-context-manager-with-regular-with"
)
_LEFT_OUT = (".git", ".venv", "venv", "node_modules", "*cache*", "__pycache__")
_RUFF = ("check", "--isolated", "--quiet", "--exit-zero", "--select", "ASYNC,PT,RUF006,RUF029")
_OURS = ("check", "--format", "concise", "--exit-zero", "--quiet")


@dataclass
class Copy:
    """A copy of a project, which may be changed, with the caches of both."""

    folder: Path
    """Where it is, in a folder named `copy`."""
    peaks: dict[str, float] = field(default_factory=dict)
    """The most memory of each subject, in MiB."""
    counts: dict[str, float] = field(default_factory=dict)
    """Its millions of instructions, of the run that took the fewest."""
    ours: tuple[str, ...] = (sys.executable, "-m", "asyncproof")
    """How asyncproof is started."""
    edits: int = 0

    @property
    def commands(self) -> dict[str, list[str]]:
        """What is run."""
        caches = self.folder.parent
        ruff = shutil.which("ruff", path=str(Path(sys.executable).parent)) or "ruff"
        ours = [*self.ours, *_OURS]
        kept = [*ours, "--cache-dir", str(caches / "ours"), "."]
        return {
            RUFF_COLD: [ruff, *_RUFF, "--no-cache", "."],
            RUFF_WARM: [ruff, *_RUFF, "--cache-dir", str(caches / "ruff"), "."],
            COLD: [*ours, "--no-cache", "."],
            WARM: kept,
            CHANGED: kept,
        }

    def subject(self, name: str, before: Callable[[], object] = lambda: None) -> Subject:
        """Return one thing to measure, and what happens before each time."""

        def cost() -> float:
            command = self.commands[name]
            before()
            if instructions.can_count():
                count = instructions.count(command, self.folder) or 0.0
                self.counts[name] = min(self.counts.get(name, count), count)
                before()
            found, code, printed = run_and_weigh(command, self.folder, os.environ)
            if code != 0:
                raise RuntimeError(f"{name} ended with {code}:\n{printed[-3000:]}")
            self.peaks[name] = max(self.peaks.get(name, 0.0), found.peak)
            return found.cpu

        return Subject(name, cost)

    def run(self, name: str) -> None:
        """Run a command without measuring it: what it keeps is what there is now."""
        run_and_weigh(self.commands[name], self.folder, os.environ)

    def edit(self) -> None:
        """Change one file: the one in the middle of the test files by size."""
        self.run(WARM)
        tests = sorted(self.folder.rglob("test_*.py"), key=lambda path: (path.stat().st_size, path))
        self.edits += 1
        with tests[len(tests) // 2].open("a", encoding="utf-8") as file:
            file.write(f"\n# {self.edits}\n")


def measure(copy: Copy, name: str, rounds: int) -> Measurement:
    """Compare the CPU time of whole runs."""
    subjects = [
        copy.subject(RUFF_COLD),
        copy.subject(RUFF_WARM, lambda: copy.run(RUFF_WARM)),
        copy.subject(COLD),
        copy.subject(WARM, lambda: copy.run(WARM)),
        copy.subject(CHANGED, copy.edit),
    ]
    copy.run(WARM)
    figures = interleave(subjects, rounds)
    by_name = {figure.name: figure for figure in figures}
    files = list(copy.folder.rglob("*.py"))
    lines = sum(path.read_bytes().count(b"\n") for path in files)
    return Measurement(
        title=f"{name}: {len(files):,} files, {lines:,} lines",
        unit="CPU s",
        figures=figures,
        baseline=RUFF_COLD,
        goals=_goals(by_name),
        notes=(*_notes("M instructions", copy.counts), *_notes("MiB at most", copy.peaks)),
    )


def _goals(figures: dict[str, Figure]) -> tuple[Goal, ...]:
    return (
        Goal("without a cache at most 5x ruff without", figures[COLD].over(figures[RUFF_COLD]), 5),
        Goal("warm at least 3x cheaper than ruff", figures[RUFF_WARM].over(figures[WARM]), 3, at_least=True),
        Goal("one changed file at most 1.5x warm", figures[CHANGED].over(figures[WARM]), 1.5),
    )


def _notes(unit: str, values: dict[str, float]) -> tuple[str, ...]:
    told = ", ".join(f"{name} {shown(value)}" for name, value in values.items())
    return (f"{unit}: {told}",) if told else ()


def measure_peers(copy: Copy, peers: Path, ours: Figure) -> Measurement:
    """Run the tools of Python that look for the same, once."""
    files = sorted(map(str, copy.folder.rglob("*.py")))
    flake8 = [str(peers / "flake8-async"), "--asyncio", *files]
    pylint = [str(peers / "pylint"), "-j1", "--disable=all", f"--enable={_PYLINT}", "--recursive=y", "."]
    found = [
        Figure(name, (run_and_weigh(command, copy.folder, os.environ)[0].cpu,))
        for name, command in (("flake8-async", flake8), ("pylint", pylint))
    ]
    goals = [
        Goal(f"at least 20x cheaper than {one.name}", one.median / ours.median, 20, at_least=True)
        for one in found
    ]
    return Measurement("The tools of Python", "CPU s", (ours, *found), ours.name, tuple(goals))


def _beside(name: str) -> Path | None:
    """Return a program that is installed beside this Python, as users have it."""
    path = Path(sys.executable).parent / name
    return path if path.exists() else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check_speed", description=__doc__)
    parser.add_argument("directories", type=Path, nargs="+", metavar="DIRECTORY")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", type=Path, metavar="BIN", help="where flake8-async and pylint are")
    parser.add_argument("--ours", type=Path, metavar="PROGRAM", default=_beside("asyncproof"))
    options = parser.parse_args(arguments)
    ours = (str(options.ours.absolute()),) if options.ours else Copy.ours
    console = Console(width=110)
    console.print(f"{describe_machine()}; rounds are interleaved\n", highlight=False)
    for directory in options.directories:
        with compiling_once(), tempfile.TemporaryDirectory() as place:
            copy = Copy(Path(place) / "copy", ours=ours)
            shutil.copytree(directory, copy.folder, ignore=shutil.ignore_patterns(*_LEFT_OUT))
            measured = measure(copy, directory.resolve().name, options.rounds)
            print_measurement(console, measured)
            if options.peers:
                cold = next(figure for figure in measured.figures if figure.name == COLD)
                once = Figure(cold.name, (cold.median,))
                print_measurement(console, measure_peers(copy, options.peers.absolute(), once))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
