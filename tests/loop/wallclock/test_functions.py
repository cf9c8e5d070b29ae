"""Claims about the functions of `time`, as the user's code sees them."""

# Naive times, and every way to import datetime, are the subject here:
# ruff: noqa: DTZ001, DTZ002, DTZ005, DTZ011, N812

from __future__ import annotations

import sys
import time
from datetime import date
from datetime import datetime as DateTime
from time import monotonic, perf_counter_ns
from time import time as wall_time

import pytest

from asyncproof.core import SECOND
from asyncproof.loop.wallclock import wall_clock
from tests.loop.wallclock.hands import NEW_YEAR, NEW_YEAR_SECONDS, Hands


def test_time_functions_follow_the_loop(hands: Hands) -> None:
    """Wall time is start plus what passed; monotonic and perf_counter are the loop's time as it is."""
    hands.move(5)
    with wall_clock(hands, start=NEW_YEAR):
        hands.move(3600.5)
        assert time.time() == NEW_YEAR_SECONDS + 3600.5
        assert time.time_ns() == (NEW_YEAR_SECONDS + 3600) * SECOND + SECOND // 2
        assert time.monotonic() == time.perf_counter() == 3605.5
        assert time.monotonic_ns() == time.perf_counter_ns() == 3605 * SECOND + SECOND // 2


def test_names_imported_from_time_follow_too(hands: Hands) -> None:
    """`from time import …` at the top of a user's module is no way around the clock."""
    with wall_clock(hands, start=NEW_YEAR):
        hands.move(2)
        assert wall_time() == NEW_YEAR_SECONDS + 2
        assert monotonic() == 2.0
        assert perf_counter_ns() == 2 * SECOND


def test_local_time_is_that_of_the_machine(hands: Hands, berlin: None) -> None:
    """Without a time zone `now` and `today` are local, and `localtime`, `strftime` and `ctime` agree."""
    with wall_clock(hands, start="2026-01-01T23:30:00Z"):
        assert DateTime.now() == DateTime.today() == DateTime(2026, 1, 2, 0, 30)
        assert date.today() == date(2026, 1, 2)
        assert time.localtime()[:5] == (2026, 1, 2, 0, 30)
        assert time.gmtime()[:5] == time.gmtime(None)[:5] == (2026, 1, 1, 23, 30)
        assert time.strftime("%d %H:%M") == "02 00:30"
        assert time.ctime() == time.asctime() == "Fri Jan  2 00:30:00 2026"


def test_given_times_are_formatted_as_ever(hands: Hands) -> None:
    """A function that is given a time says what that time is, not what the clock says."""
    with wall_clock(hands, start=NEW_YEAR):
        assert time.gmtime(0)[0] == 1970
        assert time.strftime("%Y", time.gmtime(0)) == "1970"
        assert time.asctime(time.gmtime(0)).endswith("1970")
        assert time.localtime(NEW_YEAR_SECONDS - 10 * 86400)[0] == 2025
        assert time.ctime(NEW_YEAR_SECONDS - 10 * 86400).endswith("2025")


def test_patching_sleep_reaches_everybody(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the clock does not stand for is untouched, so patches of it work as ever."""
    with wall_clock(hands):
        monkeypatch.setattr("time.sleep", lambda seconds: seconds)
        assert time.sleep(3600) == 3600
        monkeypatch.setattr("datetime.timezone", "patched")
        assert sys.modules["datetime"].timezone == "patched"
