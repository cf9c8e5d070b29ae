"""Completes the reports of tests with what the guards have found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.core import Severity
from asyncproof.guard import describe
from asyncproof.plugin.guarding.carrying import FAILURES, MARKED, carry
from asyncproof.plugin.guarding.rules import is_marked

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from asyncproof.guard import Session
    from asyncproof.plugin.guarding.news import News
    from asyncproof.plugin.guarding.owners import Test

TITLE = "asyncproof guards"


class GuardFailure(pytest.fail.Exception):  # type: ignore[name-defined,misc] # a name that pytest makes while it runs
    """A test ran into no error of its own, and yet hid one."""

    __module__ = "builtins"  # so that pytest's summary names it without a path


class GuardReports:
    """Has a part in reports as soon as a test fails or something is found: most runs never come to that."""

    def __init__(self, session: Session, news: News, test_of: Callable[[pytest.Item], Test | None]) -> None:
        """Take the session, what it has to tell, and the question which test an item is."""
        self._session = session
        self._news = news
        self._test_of = test_of

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Add to a failure what the guards have found, and take warnings along to the end of the run."""
        report = yield
        test = self._test_of(item)
        if test is None:
            return report
        if _is_failure(call):
            test.is_red = True
        if not test.findings or (call.when == "setup" and not _is_ours(call)):
            return report
        findings, test.findings = test.findings, []
        warned = [finding for finding in findings if finding.severity is not Severity.ERROR]
        failed = [finding for finding in findings if finding.severity is Severity.ERROR]
        if failed and not _is_ours(call):
            # Of a tear-down that passes, pytest shows only what has this word in its title.
            title = f"{TITLE}, at teardown" if call.when == "teardown" else TITLE
            report.sections.append((title, describe(failed)))
        carry(report, warned)
        if warned and any(map(is_marked, item.listchain())):
            setattr(report, MARKED, True)
        carry(report, failed, FAILURES)
        return report

    def pytest_runtest_logfinish(self) -> None:
        """Tell what was found about an earlier test."""
        if self._session.late:
            self._news.tell()


def fail_for(test: Test) -> None:
    """Fail if something was found that is an error; the findings stay for the report."""
    errors = [finding for finding in test.findings if finding.severity is Severity.ERROR]
    if errors:
        raise GuardFailure(describe(errors), pytrace=False) from None


def _is_failure(call: pytest.CallInfo[None]) -> bool:
    return call.excinfo is not None and not call.excinfo.errisinstance(pytest.skip.Exception)


def _is_ours(call: pytest.CallInfo[None]) -> bool:
    return call.excinfo is not None and isinstance(call.excinfo.value, GuardFailure)
