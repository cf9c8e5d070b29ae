"""A pytest plugin that writes down every report of a run, for who compares it with what was expected."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.traced import trace_all

TARGET = "ASYNCPROOF_ZOO_REPORTS"


class Recorder:
    """Keeps the reports that say something."""

    def __init__(self) -> None:
        self.reports: list[dict[str, object]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep who failed when, with which text, and what the guards only warned of."""
        sections = "\n".join(f"{title}\n{text}" for title, text in report.sections)
        self.reports.append(
            {
                "test": report.nodeid.partition("::")[2],
                "when": report.when,
                "outcome": report.outcome,
                "text": f"{report.longreprtext}\n{sections}",
                "warned": [finding["text"] for finding in getattr(report, "asyncproof_findings", ())],
            }
        )

    def pytest_sessionfinish(self) -> None:
        """Write the reports."""
        Path(os.environ[TARGET]).write_text(json.dumps(self.reports), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to record, in the process that hears of every test."""
    trace_all()
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder())
