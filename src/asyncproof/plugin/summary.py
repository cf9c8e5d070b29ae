"""The line at the end of a run in virtual time: how many tests, and how much time they let pass."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

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


def spell(nanoseconds: int) -> str:
    """Write a time as people do: `2.5 s`, `0:03:20`, `4 days, 0:00:01`."""
    seconds = nanoseconds / 1e9
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{seconds:.3g} s"
    return str(timedelta(seconds=round(seconds)))
