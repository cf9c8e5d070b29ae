"""How a failure in virtual time reads: the cause alone if the run was stuck, and how much time has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.core import StuckError, to_seconds
from asyncproof.plugin.running import VIRTUAL_NOW

if TYPE_CHECKING:
    from collections.abc import Generator


class VirtualReports:
    """Shortens and completes the reports of failed tests."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Rewrite the report of a failure."""
        report = yield
        if not report.failed or call.excinfo is None:
            return report
        if isinstance(call.excinfo.value, StuckError):
            report.longrepr = call.excinfo.getrepr(style="value", chain=False)
        if report.when == "call" and VIRTUAL_NOW in item.stash:
            report.sections.append(("virtual time", f"{to_seconds(item.stash[VIRTUAL_NOW]):.9g} s passed"))
        return report
