from __future__ import annotations

import pytest

from asyncproof.core import AsyncproofError, Deadlock, Livelock, ScheduleError, StuckError


def test_an_error_ends_with_its_page() -> None:
    """The message is followed by the page that says more, and can be had without it."""
    error = ScheduleError("torn")
    assert str(error) == "torn\n(more: asyncproof explain damaged-schedule)"
    assert error.message == "torn"


def test_every_way_of_being_stuck_is_caught_by_one_name() -> None:
    """Deadlock and livelock are both `StuckError`, and that is an `AsyncproofError`."""
    for kind in (Deadlock, Livelock):
        with pytest.raises(StuckError):
            raise kind("stuck")
    assert issubclass(StuckError, AsyncproofError)
