"""Reports for what is found about a test when it has been judged already, or about nobody's test at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.core import Severity
from asyncproof.guard import describe
from asyncproof.plugin.guarding.carrying import FAILURES, carry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asyncproof.core import Finding
    from asyncproof.guard import Owner, Session

REMARK = "found when it was over:"


def late_reports(session: Session) -> Iterator[pytest.TestReport]:
    """Yield one report for each owner about whom something was found late, and forget it."""
    late, session.late = session.late, []
    owners = {id(owner): owner for owner, _ in late}
    for owner in owners.values():
        yield _report(owner, [finding for whose, finding in late if whose is owner], session.outside)


def _report(owner: Owner, findings: Iterable[Finding], outside: Owner) -> pytest.TestReport:
    # Where nobody can be blamed nothing fails: whoever would, might be innocent.
    failed = [each for each in findings if each.severity is Severity.ERROR and owner is not outside]
    warned = [each for each in findings if each not in failed]
    place = owner.place
    report = pytest.TestReport(
        nodeid=owner.name,
        location=(place.file if place else "", place.line if place else None, _short(owner.name)),
        keywords={},
        outcome="failed" if failed else "passed",
        longrepr=f"{REMARK}\n{describe(failed)}" if failed else None,
        when="teardown",
    )
    carry(report, warned)
    carry(report, failed, FAILURES)
    return report


def _short(name: str) -> str:
    """Return a node id as pytest heads a failure with it."""
    _, is_test, inside = name.partition("::")
    return inside.replace("::", ".") if is_test else name
