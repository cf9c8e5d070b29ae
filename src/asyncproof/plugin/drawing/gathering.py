"""Puts the reports of tests together, from here or from the workers of pytest-xdist, and writes them down."""

from __future__ import annotations

import os
import platform
from typing import TYPE_CHECKING, Any

from asyncproof._version import __version__
from asyncproof.core import UsageError
from asyncproof.plugin.drawing.recording import PICTURE
from asyncproof.plugin.exploring.drawn import EXPLORATION
from asyncproof.plugin.exploring.sending import HELPER
from asyncproof.plugin.guarding.summary import FAILURES, FINDINGS
from asyncproof.plugin.isolating.rerun import INSIDE
from asyncproof.plugin.summary import PASSED
from asyncproof.report.run import Run, Test
from asyncproof.report.telling import told
from asyncproof.report.writing import PAGE, leads_to, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest


TITLE = "asyncproof report"
_SOURCE = ("@", "def ", "async def ")


class Gathering:
    """Hears of every report of the run."""

    NAME = "asyncproof-gathered-report"

    def __init__(self, config: pytest.Config, paths: Sequence[Path]) -> None:
        """Take where the report goes."""
        self._config = config
        self._paths = paths
        self._run = Run(about={"asyncproof": __version__, "python": platform.python_version()})
        self._open: dict[str, Test] = {}
        self._failed: list[pytest.TestReport] = []
        self.told: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take what a phase of a test has to tell; a test is over with its tear-down."""
        if report.when == "setup":
            self._open[report.nodeid] = Test(report.nodeid)
        test = self._open.setdefault(report.nodeid, Test(report.nodeid))
        take(test, report)
        if report.failed:
            self._failed.append(report)
        if report.when == "teardown":
            self._run.add(self._open.pop(report.nodeid))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Take a file that can't be collected: its tests have not run."""
        if report.failed:
            test = Test(report.nodeid, "error", error=_headline(report))
            test.texts.append(["collection failed", report.longreprtext])
            self._run.add(test)

    def facts(self) -> list[str]:
        """Return what a terminal is told of a run that was drawn."""
        return told(self._run) if self.told else []

    def write(self) -> bool:
        """Write the report; say whether that went well."""
        if self._config.option.collectonly or _works_for_another(self._config):
            return True
        for test in self._open.values():  # the run ended while they ran
            test.outcome = "interrupted" if test.outcome == "passed" else test.outcome
            self._run.add(test)
        self._open.clear()
        try:
            for path in self._paths:
                write(self._run, path)
                self.told.append(f"asyncproof report: {_shown(path)}")
        except UsageError as error:
            self.told.append(f"asyncproof report: {error.message}")
            return False
        self.told += [f"asyncproof report: {limit}" for limit in self._run.limits()]
        self._lead_to_the_page()
        return True

    def _lead_to_the_page(self) -> None:
        """Say below each failure where its picture is, now that there is one."""
        page = next((_shown(path) for path in self._paths if path.suffix == PAGE), None)
        if page is not None:
            for report in self._failed:
                report.sections.append((TITLE, leads_to(page, report.nodeid)))


def take(test: Test, report: Any) -> None:
    """Add what the report of a phase says to what is known of a test."""
    test.seconds += report.duration
    test.outcome = _outcome(test.outcome, report)
    if report.failed:
        test.error = test.error or _headline(report)
        test.texts.append([f"{report.when} failed", _told(report)])
    test.texts += [[title, text] for title, text in report.sections if [title, text] not in test.texts]
    for severity, name in (("error", FAILURES), ("warning", FINDINGS)):
        test.findings += [{**finding, "severity": severity} for finding in getattr(report, name, ())]
    test.virtual = getattr(report, PASSED, test.virtual)
    test.explored = getattr(report, EXPLORATION, test.explored)
    for name, value in getattr(report, PICTURE, {}).items():
        setattr(test, name, value)


def _works_for_another(config: pytest.Config) -> bool:
    """Say whether this is a run within a run, which is configured as the one around it."""
    return INSIDE in os.environ or HELPER in config.stash


def _outcome(known: str, report: Any) -> str:
    if report.failed:
        return "failed" if report.when == "call" or known == "failed" else "error"
    if known != "passed":
        return known
    if hasattr(report, "wasxfail"):
        return "xfailed" if report.skipped else "xpassed"
    return str(report.outcome)


def _told(report: Any) -> str:
    """Return what a failure says; of source, pytest takes the indentation from the first line."""
    text: str = report.longreprtext
    return f"    {text}" if text.startswith(_SOURCE) else text


def _headline(report: Any) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    text = crash.message if crash is not None else report.longreprtext
    return str(text).strip().partition("\n")[0][:1_000]


def _shown(path: Path) -> str:
    """Return a path as it is shortest from here."""
    try:
        inside = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return str(path) if inside.startswith("..") else inside
