"""How a failure in virtual time reads: the cause alone if the run was stuck, and how much time has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.core import StuckError, to_seconds
from asyncproof.plugin.running import NO_LONGER_AWAITED, VIRTUAL_NOW
from asyncproof.plugin.summary import PASSED

if TYPE_CHECKING:
    from collections.abc import Generator


_STUCK = pytest.StashKey[bool]()


class VirtualReports:
    """Shortens and completes the reports of failed tests."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Rewrite the report of a failure."""
        report = yield
        if call.when == "setup":
            item.stash[_STUCK] = False
        if call.when == "call" and VIRTUAL_NOW in item.stash:
            setattr(report, PASSED, item.stash[VIRTUAL_NOW])
        if report.failed and call.excinfo is not None:
            if isinstance(call.excinfo.value, StuckError):
                _tell_stuck(item, report, call.excinfo)
            if call.when == "call" and VIRTUAL_NOW in item.stash:
                report.sections.append(("virtual time", _tell_time(item)))
        return report


def _tell_stuck(
    item: pytest.Item, report: pytest.TestReport, excinfo: pytest.ExceptionInfo[BaseException]
) -> None:
    """Let the reason speak for itself, without our frames, and once: teardown may be stuck as well."""
    reason = excinfo.getrepr(style="value", chain=False)
    if notes := getattr(excinfo.value, "__notes__", ()):  # hypothesis says here which example it was
        reason.addsection("notes", "\n".join(notes))
    report.longrepr = reason
    if report.when == "teardown" and item.stash[_STUCK]:
        report.outcome, report.longrepr = "passed", None
    item.stash[_STUCK] = True


def _tell_time(item: pytest.Item) -> str:
    """Say how much virtual time has passed, and what could have made it pass too early."""
    lines = [f"{_seconds(item.stash[VIRTUAL_NOW])} s passed"]
    silent = item.stash.get(NO_LONGER_AWAITED, [])
    if silent:
        lines += ["real work that was silent for too long held the clock no longer (docs/real-work.md):"]
        lines += [f"  {what}" for what in silent]
    return "\n".join(lines)


def _seconds(nanoseconds: int) -> str:
    return f"{to_seconds(nanoseconds):.9f}".rstrip("0").rstrip(".")
