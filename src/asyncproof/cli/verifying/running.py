"""Runs some tests with pytest in a process of its own, and reads how each has ended."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_SECONDS = 600
"""Long enough for what some fixes touch. A test that hangs is not worth more."""
_FAILED, _WRONG_CALL, _NOTHING_COLLECTED = 3, 4, 5
"""How pytest ends if something is wrong with itself, with what it was told, or with nothing to run."""
_OPTIONS = (
    "-q",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:randomly",  # two runs are compared, so they must be the same run
    "-W",
    "error::pytest.PytestUnraisableExceptionWarning",
    "-o",
    "junit_family=xunit1",  # the one that names the file
)
_WORST = ("error", "failed", "skipped", "passed")
_TAGS = {"error": "error", "failure": "failed", "skipped": "skipped"}


@dataclass(frozen=True, slots=True)
class Ran:
    """One run: how each test has ended, or why there was no run."""

    outcomes: dict[str, str] = field(default_factory=dict)
    """By the name of the test: `passed`, `failed`, `error` or `skipped`."""
    reasons: dict[str, str] = field(default_factory=dict)
    """The first line of what was wrong."""
    trouble: str | None = None


def run_tests(python: str, arguments: Sequence[str]) -> Ran:
    """Run the tests that the arguments name; if pytest can't find one of them, all of their files."""
    with tempfile.TemporaryDirectory(prefix="asyncproof-") as folder:
        report = Path(folder, "report.xml")
        code, said = _run(python, arguments, report)
        if code == _WRONG_CALL:
            code, said = _run(python, sorted({one.partition("::")[0] for one in arguments}), report)
        if code == _NOTHING_COLLECTED:
            return Ran()
        if not report.exists() or code in {_FAILED, _WRONG_CALL}:
            return Ran(trouble=said)
        return read_report(report)


def _run(python: str, arguments: Sequence[str], report: Path) -> tuple[int, str]:
    command = [python, "-m", "pytest", *_OPTIONS, f"--junitxml={report}", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - the user asks for these tests to be run by this interpreter
            command, capture_output=True, text=True, errors="replace", timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return _FAILED, f"the tests did not end within {_SECONDS} seconds"
    except OSError as error:
        raise UsageError(
            f"{python} can't be run: {error.strerror}. Name the interpreter: --python"
        ) from error
    lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return done.returncode, lines[-1] if lines else f"pytest ended with {done.returncode}"


def read_report(report: Path) -> Ran:
    """Read the report that pytest has written."""
    ran = Ran()
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - pytest has written it a moment ago
        name = _name(case)
        ended, reason = _ended(case)
        before = ran.outcomes.get(name, "passed")
        ran.outcomes[name] = min(before, ended, key=_WORST.index)
        if reason and ran.outcomes[name] == ended:
            ran.reasons[name] = reason
    return ran


def _name(case: ET.Element) -> str:
    """Return a test as pytest names it, from the dotted name of its class and the path of its file."""
    file, home, own = case.get("file", ""), case.get("classname", ""), case.get("name", "")
    module = file.removesuffix(".py").replace("/", ".").replace("\\", ".")
    classes = home.removeprefix(module).strip(".").replace(".", "::") if file else ""
    return "::".join(part for part in (file or home, classes, own) if part)


def _ended(case: ET.Element) -> tuple[str, str]:
    wrong = next((child for child in case if child.tag in _TAGS), None)
    if wrong is None:
        return "passed", ""
    return _TAGS[wrong.tag], (wrong.get("message") or "").strip().partition("\n")[0]
