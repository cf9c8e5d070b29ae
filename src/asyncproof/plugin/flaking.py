"""Tells at the end of a run which async tests failed and then passed, where a plugin has run them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

TITLE = "asyncproof explains"
_RERUN = "rerun"
"""What pytest-rerunfailures calls a failure that it does not let count."""
_ASYNC = frozenset({"asyncio", "anyio"})
_MOST = 5


class FlakyTests:
    """Remembers what was run again; pytest-xdist brings the reports along."""

    def __init__(self) -> None:
        self._failed: set[str] = set()
        self._flaky: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note failures that are tried again, and who passes then."""
        if str(report.outcome) == _RERUN:
            self._failed.add(report.nodeid)
        elif report.when == "call" and report.passed and report.nodeid in self._failed and _is_async(report):
            self._flaky.append(report.nodeid)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell them."""
        if self._flaky:
            terminalreporter.section(TITLE)
            for line in _lines(self._flaky):
                terminalreporter.write_line(line)


def _is_async(report: pytest.TestReport) -> bool:
    return not _ASYNC.isdisjoint(report.keywords)


def _lines(tests: list[str]) -> list[str]:
    many = "1 async test" if len(tests) == 1 else f"{len(tests)} async tests"
    shown = [f"    {test}" for test in tests[:_MOST]]
    more = [f"    ... and {len(tests) - _MOST} more"] if len(tests) > _MOST else []
    return [
        f"What happened: {many} failed, and passed when run again:",
        *shown,
        *more,
        "Why: the same code did two things: it depends on the order of tasks, on how long a step takes, or",
        "  on what an earlier test left. A rerun hides that, and not only in tests.",
        f"Do this: pytest --explore {tests[0]}",
        "  which finds the order of steps in which it fails.",
        "More: asyncproof explain flaky",
    ]
