"""A project's own tests, run as they are: without the plugin, with it, in virtual time, and explored."""

from __future__ import annotations

import re
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.field.reading import crashes, explored, failure, findings
from tools.public_suites import Run, names, read_run

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.field.place import Place
    from benchmarks.field.project import Project

MODES = {
    "off": ["-p", "no:asyncproof"],
    "off again": ["-p", "no:asyncproof"],
    "on": [],
    "virtual": ["--virtual-time", "--no-guards"],
}
TIME_LIMIT = 400.0
MESSAGE_LENGTH = 300
_NO_FAILURES = ("passed", "skipped")
"""A test that can't run in virtual time runs as ever; one that can't run twice is told, and skipped."""


@dataclass(frozen=True)
class Done:
    """One run of pytest."""

    run: Run
    output: str
    seconds: float
    code: int | None
    """How it ended; None where it had to be ended from outside."""

    def summary(self) -> dict[str, Any]:
        """Return what a reader asks first."""
        kept = {"outcomes": self.run.counts(), "seconds": round(self.seconds, 1), "exit": self.code}
        by_signal = [] if self.code is None or self.code >= 0 else [f"ended by signal {-self.code}"]
        too_long = [f"not done after {TIME_LIMIT:.0f} s"] if self.code is None else []
        return {**kept, "crashes": [*by_signal, *too_long, *crashes(self.output)]}


def pytest(place: Place, name: str, arguments: list[str]) -> Done:
    """Run pytest on a project; keep what it has printed."""
    xml = place.log(f"{name}.xml")
    xml.unlink(missing_ok=True)
    command = [place.python, "-m", "pytest", "-p", "no:cacheprovider", f"--junitxml={xml}", *arguments]
    began = time.monotonic()
    with place.log(f"{name}.txt").open("w+", encoding="utf-8", errors="replace") as log:
        code = _wait(command, place, log.fileno())
        seconds = time.monotonic() - began
        log.seek(0)
        output = log.read()
    return Done(_outcomes(xml), output, seconds, code)


def compare(before: Run, after: Run) -> list[dict[str, Any]]:
    """Return the tests that went another way, and whether it was a guard that failed them."""
    found = []
    for test in sorted(before.tests.keys() | after.tests.keys()):
        old, new = before.tests.get(test, ()), after.tests.get(test, ())
        if names(old) != names(new):
            said = [outcome.message for outcome in new if outcome.message]
            guards = sorted({one["guard"] for outcome in new for one in findings(outcome.text)})
            short = re.sub(r"\s+", " ", " / ".join(said))[:MESSAGE_LENGTH]
            found.append({"test": test, "was": names(old), "is": names(new), "guards": guards, "said": short})
    return found


def suite(project: Project, place: Place) -> dict[str, Any]:
    """Run the tests in each way; return how they went, what differs, and what the guards have found."""
    runs = {
        mode: pytest(place, mode.replace(" ", "-"), [*more, *project.tests]) for mode, more in MODES.items()
    }
    before = runs["off"].run
    result: dict[str, Any] = {mode: done.summary() for mode, done in runs.items()}
    for mode in ("off again", "on", "virtual"):
        result[mode]["differ"] = compare(before, runs[mode].run)
    return {**result, "guards": guarded(runs["on"])}


def guarded(done: Done) -> list[dict[str, Any]]:
    """Return what the guards have found: what failed a test, and what they only warn of."""
    found = [
        {"test": test, "level": "error", **one}
        for test, outcomes in sorted(done.run.tests.items())
        for outcome in outcomes
        for one in findings(outcome.text)
    ]
    _, _, warned = done.output.partition("= warnings summary =")
    return [*found, *({"test": "", "level": "warning", **one} for one in findings(warned))]


def explore(project: Project, place: Place) -> dict[str, Any]:
    """Explore the tests; return how much was done, and what fails that does not fail in virtual time."""
    chosen = project.explore or project.tests
    plain = pytest(place, "unexplored", ["--virtual-time", "--no-guards", *chosen])
    done = pytest(place, "explore", [f"--explore={project.runs}", "--no-guards", *chosen])
    failures = []
    for one in compare(plain.run, done.run):
        if one["is"] in _NO_FAILURES:
            continue
        told = "\n".join(outcome.text for outcome in done.run.tests.get(one["test"], ()))
        failures.append({**one, **failure(told)})
    return {**done.summary(), **explored(done.output), "failures": failures}


def _wait(command: list[str], place: Place, log: int) -> int | None:
    kept: dict[str, Any] = {"cwd": place.source, "env": place.environment}
    with subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, **kept) as process:
        try:
            return process.wait(TIME_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            return None


def _outcomes(xml: Path) -> Run:
    return read_run(xml) if xml.exists() and xml.stat().st_size else Run({}, 0)
