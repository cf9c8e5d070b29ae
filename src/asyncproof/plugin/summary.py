"""The line at the end of a run in virtual time: how many tests, and how much time they let pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.spelling import spell

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

PASSED = "asyncproof_virtual_ns"
"""The attribute of a test's report with its virtual nanoseconds; pytest-xdist brings it along."""


def summarize(reports: Iterable[pytest.TestReport]) -> str | None:
    """Say in one line how much virtual time has passed; None if no test ran in it."""
    times: list[int] = [getattr(report, PASSED) for report in reports if hasattr(report, PASSED)]
    if not times:
        return None
    tests = "1 test" if len(times) == 1 else f"{len(times):,} tests"
    return f"asyncproof: {tests} in virtual time, {spell(sum(times))} passed"
