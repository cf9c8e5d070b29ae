"""Claims about `datetime` and `date`, as the user's code sees them."""

# Naive times, and every way to import datetime, are the subject here:
# ruff: noqa: DTZ001, DTZ003, DTZ005, DTZ011, DTZ901, ICN001, N812

from __future__ import annotations

import copy
import datetime
import datetime as dt
import functools
import pickle
import sys
from datetime import date, timedelta, timezone
from datetime import datetime as DateTime

import pytest

from asyncproof.core import SECOND
from asyncproof.loop.wallclock import classes, wall_clock
from tests.loop.wallclock.hands import NEW_YEAR, NEW_YEAR_SECONDS, Hands


def test_datetime_follows_by_every_spelling(hands: Hands) -> None:
    """Module, alias, imported class and renamed class all show the clock, exact to the microsecond."""
    expected = DateTime(2026, 1, 1, 1, 0, 0, 250_001, tzinfo=timezone.utc)
    with wall_clock(hands, start=NEW_YEAR):
        hands.ns = 3600 * SECOND + 250_001_999
        assert datetime.datetime.now(timezone.utc) == expected
        assert dt.datetime.now(tz=timezone.utc) == expected
        assert DateTime.now(timezone.utc) == expected
        assert date.today() == datetime.date.today() == DateTime.now().date()


def test_the_repeated_hour_has_its_fold(hands: Hands, berlin: None) -> None:
    """When summer time ends, the second 02:30 is told from the first by its fold."""
    with wall_clock(hands, start="2026-10-25T00:30:00Z"):
        assert (DateTime.now().hour, DateTime.now().fold) == (2, 0)
        hands.move(3600)
        assert (DateTime.now().hour, DateTime.now().fold) == (2, 1)


def test_utcnow_follows(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """`utcnow` is naive UTC, and where the original warns, this warns and points at its caller."""
    assert classes._UTCNOW_IS_DEPRECATED is (sys.version_info >= (3, 12))
    with wall_clock(hands, start=NEW_YEAR):
        monkeypatch.setattr(classes, "_UTCNOW_IS_DEPRECATED", False)
        assert DateTime.utcnow() == DateTime(2026, 1, 1)
        monkeypatch.setattr(classes, "_UTCNOW_IS_DEPRECATED", True)
        with pytest.warns(DeprecationWarning, match="utcnow") as caught:
            assert DateTime.utcnow() == DateTime(2026, 1, 1)
    assert caught[0].filename == __file__


def test_instances_are_ordinary(hands: Hands) -> None:
    """What comes out is a plain datetime: type, checks, arithmetic, pickle and copies are as ever."""
    module = sys.modules["datetime"]
    with wall_clock(hands, start=NEW_YEAR):
        now, made, parsed = DateTime.now(timezone.utc), DateTime(2026, 1, 1), DateTime.fromisoformat(NEW_YEAR)
        assert {type(now), type(made), type(parsed)} == {module.datetime}
        assert type(date.today()) is type(date(2026, 1, 1)) is module.date
        assert isinstance(now, DateTime)
        assert isinstance(now, date)
        assert not isinstance(date.today(), DateTime)
        assert issubclass(DateTime, date)
        assert issubclass(module.datetime, DateTime)
        assert not issubclass(date, DateTime)
        assert pickle.loads(pickle.dumps(now)) == copy.deepcopy(now) == now
        assert now - DateTime.fromtimestamp(0, timezone.utc) == timedelta(seconds=NEW_YEAR_SECONDS)
        assert DateTime.min < made < DateTime.max


def test_a_stand_in_equals_what_it_stands_for(hands: Hands) -> None:
    """Tables by type, single dispatch, patterns' instance checks and printing know the class."""
    module = sys.modules["datetime"]

    @functools.singledispatch
    def name(value: object) -> str:
        return "other"

    with wall_clock(hands, start=NEW_YEAR):
        assert module.datetime == DateTime
        assert {module.datetime: 1}[DateTime] == 1
        assert repr(DateTime) == repr(module.datetime)
        assert DateTime.__name__ == "datetime"
        name.register(DateTime, lambda value: "datetime")
        assert name(DateTime.now()) == "datetime"


def test_a_subclass_made_inside_is_a_real_subclass(hands: Hands) -> None:
    """A class derived while the clock is active makes instances of itself, and its `now` follows."""
    with wall_clock(hands, start=NEW_YEAR):

        class Stamp(DateTime):
            pass

        stamp = Stamp.now(timezone.utc)
        assert type(stamp) is Stamp
        assert stamp.timestamp() == NEW_YEAR_SECONDS
        assert not isinstance(DateTime.now(), Stamp)
        assert isinstance(Stamp(2026, 1, 1), Stamp)
    assert Stamp.now().year == DateTime.now().year
    assert type(Stamp.now()) is Stamp


def test_annotations_read_inside_name_the_real_class(hands: Hands) -> None:
    """pydantic, which asks a class for its schema, is shown the real one by its own protocol."""
    with wall_clock(hands):
        shown = DateTime.__get_pydantic_core_schema__(DateTime, lambda source: source)
        assert shown is sys.modules["datetime"].datetime


def test_a_real_pydantic_model_can_be_defined_inside(hands: Hands) -> None:
    """A model whose fields are dates works when it is defined while the clock is active, and afterwards."""
    pydantic = pytest.importorskip("pydantic")
    with wall_clock(hands, start=NEW_YEAR):
        model = pydantic.create_model(
            "Event", at=(DateTime, ...), day=(date, ...), due=(DateTime | None, None)
        )
        event = model(at=DateTime.now(timezone.utc), day="2026-01-01")
    assert event.at == model(at=NEW_YEAR, day=date(2026, 1, 1)).at


def test_a_patch_of_the_datetime_module_shows_through(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a user puts on the real module is what the user's code sees."""
    with wall_clock(hands, start=NEW_YEAR):
        monkeypatch.setattr("datetime.datetime", "patched")
        assert datetime.datetime == "patched"
