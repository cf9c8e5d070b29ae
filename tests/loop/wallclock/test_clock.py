"""Claims about where the wall clock starts."""

# Naive times, and every way to import datetime, are the subject here:
# ruff: noqa: DTZ001, DTZ005, DTZ901, N812

from __future__ import annotations

import time
import typing
from datetime import date, timezone
from datetime import datetime as DateTime

import pytest

from asyncproof.core import UsageError
from asyncproof.loop.wallclock import wall_clock
from tests.loop.wallclock.hands import Hands


def test_a_naive_start_is_local_time(hands: Hands, berlin: None) -> None:
    """A start without a time zone means what it means everywhere in Python, so `now()` shows it."""
    with wall_clock(hands, start=DateTime(2026, 7, 1, 12)):
        assert DateTime.now() == DateTime(2026, 7, 1, 12)
        assert DateTime.now(timezone.utc) == DateTime(2026, 7, 1, 10, tzinfo=timezone.utc)


def test_without_a_start_it_is_today(hands: Hands) -> None:
    """Without a start the clock begins at the real time and stands until the loop's time moves."""
    before = time.time()
    with wall_clock(hands):
        first = time.time()
        assert first == time.time()
        hands.move(86400)
        assert time.time() == pytest.approx(first + 86400)
    assert before <= first <= time.time()


@pytest.mark.parametrize("start", ["tomorrow", "", 17, date(2026, 1, 1), DateTime.min])
def test_a_start_that_is_no_time_is_an_error(hands: Hands, start: typing.Any) -> None:
    """The error shows the value and a form that works, and nothing is left active."""
    with (
        pytest.raises(UsageError, match=r"is no point in time.*2026-01-01T00:00:00"),
        wall_clock(hands, start=start),
    ):
        pass
    with wall_clock(hands):
        pass
