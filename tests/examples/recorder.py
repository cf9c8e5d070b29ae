"""A plugin of pytest that writes down what is said of each test, by whom."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

TARGET = "ASYNCPROOF_EXAMPLES_TOLD"
_MORE = re.compile(r"asyncproof explain ([\w-]+)")
_RUNG = re.compile(r"^(stock|timing|latency|cancel|fault|reorder): ", re.MULTILINE)
_ERROR = re.compile(r"^\S+:\d+: (\w+)$", re.MULTILINE)


class Recorder:
    """Knows how tests ended: which pages and rungs their reports name, and which error if none."""

    def __init__(self) -> None:
        self.told: defaultdict[str, list[str]] = defaultdict(list)
        self.skipped: dict[str, str] = {}
        self._errors: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what stands in the report of a part of a test."""
        told = self.told[report.nodeid]
        if report.skipped:
            self.skipped[report.nodeid] = str(report.longrepr)
        if report.failed:
            text = "\n".join([report.longreprtext, *(text for _, text in report.sections)])
            told += _MORE.findall(text) + [f"explore: {rung}" for rung in _RUNG.findall(text)]
            errors = _ERROR.findall(report.longreprtext)
            self._errors.setdefault(report.nodeid, errors[-1] if errors else "?")

    def pytest_sessionfinish(self) -> None:
        """Write it down; of a test that only failed, with which error."""
        for test, error in self._errors.items():
            self.told[test] = self.told[test] or [f"fails: {error}"]
        Path(os.environ[TARGET]).write_text(json.dumps([self.told, self.skipped]), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to record."""
    config.pluginmanager.register(Recorder())
