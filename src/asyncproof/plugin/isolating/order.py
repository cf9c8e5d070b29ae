"""Which tests ran in which order in which process, and which of them failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.plugin.guarding.late import REMARK

if TYPE_CHECKING:
    import pytest

_GUARD = "GuardFailure: "
"""How the error begins with which a guard lets a test fail."""


class Order:
    """Hears the reports of a run; with pytest-xdist every worker has an order of its own."""

    def __init__(self) -> None:
        self._ran: dict[str, dict[str, None]] = {}
        self.failed: dict[str, str] = {}
        """Who failed for a reason of its own, and in which process."""

    def hear(self, report: pytest.TestReport) -> None:
        """Take one report."""
        process = str(getattr(report, "worker_id", ""))
        self._ran.setdefault(process, {})[report.nodeid] = None
        if report.failed and not is_guards_doing(report):
            self.failed.setdefault(report.nodeid, process)

    def before(self, test: str) -> list[str]:
        """Return the tests that ran before one in the same process."""
        tests = list(self._ran.get(self.failed.get(test, ""), ()))
        return tests[: tests.index(test)] if test in tests else []

    def knows(self, test: str) -> bool:
        """Say whether a test ran at all."""
        return any(test in tests for tests in self._ran.values())


def is_guards_doing(report: pytest.TestReport) -> bool:
    """Say whether a test failed for nothing but what a guard has found, which is nobody else's doing."""
    if isinstance(report.longrepr, str) and report.longrepr.startswith(REMARK):
        return True
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(getattr(crash, "message", "")).startswith(_GUARD)
