"""Takes warnings along to the end of the run, as an attribute of reports that pytest-xdist sends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.guard import describe

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

    from asyncproof.core import Finding

FINDINGS = "asyncproof_findings"
"""A list of plain values: the guard, its message, and all that is to be told."""
FAILURES = "asyncproof_failures"
"""The same for findings that a test fails for, which the report tells itself."""


MARKED = "asyncproof_marked"
"""Set where a mark says how serious the findings of a report are, and not the configuration."""


def carry(report: pytest.TestReport, findings: Iterable[Finding], name: str = FINDINGS) -> None:
    """Give findings to a report; nothing if there are none."""
    data = [
        {"code": finding.code, "message": finding.message, "text": describe([finding])}
        for finding in findings
    ]
    if data:
        setattr(report, name, data)
