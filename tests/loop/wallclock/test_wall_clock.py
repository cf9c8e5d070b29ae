"""Claims about `wall_clock` as a whole: who sees it, and who does not."""

# Naive times, and every way to import datetime, are the subject here:
# ruff: noqa: DTZ001, N812

from __future__ import annotations

import dataclasses
import logging
import sys
import threading
import time
import typing
from datetime import date, timezone
from datetime import datetime as DateTime

import pytest

from asyncproof.loop.wallclock import wall_clock
from tests.loop.wallclock.hands import NEW_YEAR, NEW_YEAR_SECONDS, Hands


class Cache:
    """Holds clocks in all the ways that classes hold them."""

    ticks = time.monotonic

    def __init__(
        self, clock: typing.Callable[[], float] = time.monotonic, *, today: typing.Any = date.today
    ) -> None:
        self.clock = clock
        self.today = today

    @staticmethod
    def stamp(now: typing.Any = DateTime.now) -> DateTime:
        return now()


@dataclasses.dataclass
class Entry:
    """Holds clocks in the ways of a data class."""

    made: float = dataclasses.field(default_factory=time.time)
    at: DateTime = dataclasses.field(default_factory=DateTime.now)


def test_clocks_held_as_defaults_follow(hands: Hands) -> None:
    """Default arguments, class attributes and default factories are the user's names as well."""
    with wall_clock(hands, start="2001-06-01T00:00:00"):
        hands.move(7)
        cache = Cache()
        assert cache.clock() == cache.ticks() == Cache.ticks() == 7.0
        assert cache.today() == date(2001, 6, 1)
        assert Cache.stamp() == Entry().at == DateTime(2001, 6, 1, 0, 0, 7)
        assert Entry().made == Entry().at.timestamp()
    assert Cache().clock is time.monotonic
    assert Cache.ticks is time.monotonic
    assert Cache.stamp().year > 2001
    assert Entry().at.year > 2001


def test_other_peoples_code_sees_the_real_time(hands: Hands, caplog: pytest.LogCaptureFixture) -> None:
    """The standard library and installed packages are not lied to, whoever calls them."""
    real = time.time()
    with wall_clock(hands, start="2001-06-01"):
        logging.getLogger("wall").warning("when?")
        assert time.time() < real
        assert sys.modules["datetime"].datetime.now().year > 2001
        assert logging.time.time() is not None
        scheduled = threading.Timer(3600, print)
        assert scheduled.interval == 3600
    assert caplog.records[0].created >= real


def test_threads_see_the_clock(hands: Hands) -> None:
    """The clock is the process's, so a thread of the user's code sees it."""
    seen: list[float] = []
    with wall_clock(hands, start=NEW_YEAR):
        thread = threading.Thread(
            target=lambda: seen.extend([time.time(), DateTime.now(timezone.utc).timestamp()])
        )
        thread.start()
        thread.join()
    assert seen == [NEW_YEAR_SECONDS, NEW_YEAR_SECONDS]
