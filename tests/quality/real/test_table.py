from __future__ import annotations

import pytest

from quality.real.pinned import Pinned
from quality.real.table import NO_FIX, Tried, is_as_stated, row, tell

BUG = Pinned(
    "lost_lock", "A lock.", "https://example.com/issues/12", ("thing[fast]==1.0", "b==2"), ("thing==1.1",)
)
FOUND = Tried(runs=1200, rung="cancel", sentence="it takes a cancellation", run=57, error="Deadlock: a")
SILENT = Tried(runs=1000)


def test_a_bug_that_is_found_where_it_is() -> None:
    """The rung, the run of how many, the error and its sentence; then what the fixed version was good for."""
    assert tell(BUG, FOUND, SILENT).split("\n") == [
        "lost_lock: A lock.",
        "  thing 1.0            cancel, run 57 of 1,200",
        "                       Deadlock: a",
        "                       it takes a cancellation",
        "  thing 1.1            nothing in 1,000 runs",
    ]


def test_a_fixed_version_that_is_flagged() -> None:
    """It is told with its error."""
    assert tell(BUG, SILENT, FOUND).split("\n") == [
        "lost_lock: A lock.",
        "  thing 1.0            nothing in 1,000 runs",
        "  thing 1.1            cancel, run 57 of 1,200",
        "                       Deadlock: a",
    ]


def test_rows() -> None:
    """The same as a row of a table, with a link to where the bug was reported."""
    start = "| A lock. [#12](https://example.com/issues/12) | thing 1.0 | cancel, run 57 of 1,200 |"
    assert row(BUG, FOUND, SILENT) == f"{start} thing 1.1: nothing in 1,000 runs |"
    unfixed = Pinned(BUG.name, BUG.what, BUG.issue, BUG.bad, ())
    assert row(unfixed, FOUND, NO_FIX) == f"{start} no release has a fix |"


@pytest.mark.parametrize(
    ("bad", "fixed", "expected"),
    [
        (FOUND, SILENT, True),
        (SILENT, SILENT, False),
        (FOUND, FOUND, False),
        (FOUND, Tried(not_tried="no Python 3.13 was found"), False),
        (Tried(not_tried="no Python 3.13 was found"), SILENT, False),
    ],
)
def test_what_is_as_stated(bad: Tried, fixed: Tried, expected: bool) -> None:
    """A bug is found where it is, and nothing where it is not; what could not be tried is neither."""
    assert is_as_stated(BUG, bad, fixed) is expected


def test_what_has_no_fix_needs_none() -> None:
    """A bug of all releases has only to be found."""
    assert is_as_stated(Pinned("a", "b", "c", ("d==1",), ()), FOUND, NO_FIX)
