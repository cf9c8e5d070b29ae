from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.core import Finding, Place, Severity
from asyncproof.guard import Owner, Session
from asyncproof.plugin.guarding.carrying import FINDINGS
from asyncproof.plugin.guarding.late import late_reports

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

TELLS_LATE = """
    from asyncproof.core import Finding, Severity
    from asyncproof.guard import Session

    first = []

    @pytest.fixture(autouse=True)
    def tell_late(request):
        session = Session.active[-1]
        if not first:
            first.append(session.running)
        yield
        if request.node.name == "test_second":
            finding = Finding("leaked-task", "found late", severity=Severity.{severity})
            session.late.append((first[0], finding))

    def test_first(): pass
    def test_second(): pass
    def test_third(): pass
"""
WORKERS = pytest.mark.parametrize("workers", [(), ("-p", "xdist", "-n", "1")])


@WORKERS
def test_the_test_that_did_it_fails(suite: Suite, workers: tuple[str, ...]) -> None:
    """What is found about an earlier test is an error of that test, and of no other."""
    suite.file(TELLS_LATE.format(severity="ERROR"))
    text = suite.run(*workers, passed=3, errors=1)
    assert "ERROR at teardown of test_first" in text
    assert "found when it was over:\nleaked-task: found late\n" in text
    assert "ERROR test_it.py::test_first" in text


@WORKERS
def test_a_late_warning_is_told_at_the_end(suite: Suite, workers: tuple[str, ...]) -> None:
    """It fails nothing."""
    suite.file(TELLS_LATE.format(severity="WARNING"))
    text = suite.run(*workers, passed=3)
    assert "leaked-task: found late" in text
    assert "in test_it.py::test_first" in text


def test_one_report_for_each_owner() -> None:
    """All that is found about one test is one report, which says where the test is."""
    session = Session([])
    owner, other = Owner("test_x.py::TestA::test_b", place=Place("test_x.py", 3)), Owner("fixture `client`")
    session.late = [
        (owner, Finding("a", "one")),
        (other, Finding("b", "two")),
        (owner, Finding("c", "three")),
    ]
    first, second = late_reports(session)
    assert (first.nodeid, first.outcome, first.when) == (owner.name, "failed", "teardown")
    assert first.location == ("test_x.py", 3, "TestA.test_b")
    assert "a: one" in first.longreprtext
    assert "c: three" in first.longreprtext
    assert second.location == ("", None, "fixture `client`")
    assert not session.late


def test_what_is_nobodys_fails_nobody() -> None:
    """An error that can't be blamed on a test is told as a warning."""
    session = Session([])
    session.late = [(session.outside, Finding("a", "one", severity=Severity.ERROR))]
    (report,) = late_reports(session)
    assert report.passed
    assert getattr(report, FINDINGS)[0]["message"] == "one"
