"""A pytest plugin inside the runs of a search: writes down who failed, and what each test has changed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.isolating.order import is_guards_doing
from asyncproof.plugin.isolating.rerun import INSIDE
from asyncproof.plugin.isolating.state import changes, snapshot

if TYPE_CHECKING:
    from collections.abc import Generator

FEW = 6
"""In runs of more tests than these only the outcome is of interest."""


class Notes:
    """Keeps what the search wants to know."""

    def __init__(self) -> None:
        self._ran: dict[str, None] = {}
        self._failed: set[str] = set()
        self._changes: dict[str, list[str]] = {}
        self._is_small = False

    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """See how many tests there are."""
        self._is_small = len(session.items) <= FEW

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Compare what modules and classes hold before and after a test."""
        before = snapshot() if self._is_small else {}
        result = yield
        if self._is_small:
            self._changes[item.nodeid] = changes(before, snapshot())
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep who failed for a reason of its own."""
        self._ran[report.nodeid] = None
        if report.failed and not is_guards_doing(report):
            self._failed.add(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Write it all."""
        seen = {"ran": list(self._ran), "failed": sorted(self._failed), "changes": self._changes}
        Path(os.environ[INSIDE]).write_text(json.dumps(seen), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to write."""
    config.pluginmanager.register(Notes())
