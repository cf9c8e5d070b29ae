"""Claims about `wall_clock`: what the user's code sees, what nobody else sees, and that all is put back."""

# Naive times, and every way to import datetime, are the subject here:
# ruff: noqa: DTZ001, DTZ002, DTZ003, DTZ005, DTZ011, DTZ901, ICN001, N812

from __future__ import annotations

import builtins
import contextlib
import copy
import dataclasses
import datetime
import datetime as dt
import functools
import importlib
import logging
import pickle
import random
import sys
import threading
import time
import typing
from collections.abc import Iterator
from datetime import date, timedelta, timezone
from datetime import datetime as DateTime
from time import monotonic, perf_counter_ns
from time import time as wall_time

import pytest

from asyncproof.core import SECOND, UsageError
from asyncproof.loop.wallclock import classes, wall_clock

NEW_YEAR = "2026-01-01T00:00:00+00:00"
NEW_YEAR_SECONDS = 1_767_225_600


class Hands:
    """The loop's time, moved by hand."""

    def __init__(self) -> None:
        self.ns = 0

    def __call__(self) -> int:
        return self.ns

    def move(self, seconds: float) -> None:
        self.ns += round(seconds * SECOND)


@pytest.fixture
def hands() -> Hands:
    """The loop's time at its origin."""
    return Hands()


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time is that of Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def _everything_held() -> dict[str, object]:
    """What a leak would show in: the time module, the import hook and this module's own names."""
    held: dict[str, object] = {f"time.{name}": id(value) for name, value in vars(time).items()}
    held |= {name: id(value) for name, value in globals().items() if not name.startswith("@")}
    return held | {"import": id(builtins.__import__), "datetime": id(sys.modules["datetime"])}


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


def test_datetime_follows_by_every_spelling(hands: Hands) -> None:
    """Module, alias, imported class and renamed class all show the clock, exact to the microsecond."""
    expected = DateTime(2026, 1, 1, 1, 0, 0, 250_001, tzinfo=timezone.utc)
    with wall_clock(hands, start=NEW_YEAR):
        hands.ns = 3600 * SECOND + 250_001_999
        assert datetime.datetime.now(timezone.utc) == expected
        assert dt.datetime.now(tz=timezone.utc) == expected
        assert DateTime.now(timezone.utc) == expected
        assert date.today() == datetime.date.today() == DateTime.now().date()


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


def test_a_naive_start_is_local_time(hands: Hands, berlin: None) -> None:
    """A start without a time zone means what it means everywhere in Python, so `now()` shows it."""
    with wall_clock(hands, start=DateTime(2026, 7, 1, 12)):
        assert DateTime.now() == DateTime(2026, 7, 1, 12)
        assert DateTime.now(timezone.utc) == DateTime(2026, 7, 1, 10, tzinfo=timezone.utc)


def test_the_repeated_hour_has_its_fold(hands: Hands, berlin: None) -> None:
    """When summer time ends, the second 02:30 is told from the first by its fold."""
    with wall_clock(hands, start="2026-10-25T00:30:00Z"):
        assert (DateTime.now().hour, DateTime.now().fold) == (2, 0)
        hands.move(3600)
        assert (DateTime.now().hour, DateTime.now().fold) == (2, 1)


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


def test_imports_inside_a_function_follow(hands: Hands) -> None:
    """An import statement that runs while the clock is active gets the clock, and only while it is."""

    def year() -> int:
        import datetime as local_module
        from datetime import datetime as local_class

        assert local_class == local_module.datetime
        return local_class.now().year + local_module.datetime.now().year

    with wall_clock(hands, start="2001-06-01"):
        assert year() == 4002
    assert year() > 4002


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


@pytest.mark.parametrize("problem", [None, ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_everything_is_put_back(hands: Hands, problem: type[BaseException] | None) -> None:
    """Whatever ends the block, every name holds what it held."""
    before = _everything_held()
    with contextlib.suppress(problem or ()), wall_clock(hands, start=NEW_YEAR):
        assert _everything_held() != before
        if problem is not None:
            raise problem
    assert _everything_held() == before
    assert time.time() > NEW_YEAR_SECONDS


def test_an_interrupt_while_putting_back_leaves_nothing(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Ctrl-C in the middle of the clean-up is passed on, and the clean-up is done all the same."""
    from asyncproof.loop.wallclock import functions

    original, interrupts = functions.put_back, [KeyboardInterrupt]

    def interrupted() -> None:
        if interrupts:
            raise interrupts.pop()
        original()

    monkeypatch.setattr(functions, "put_back", interrupted)
    before = _everything_held()
    with pytest.raises(KeyboardInterrupt), wall_clock(hands):
        pass
    assert _everything_held() == before


def test_what_escapes_the_block_is_harmless(hands: Hands) -> None:
    """A stand-in that the user has stored somewhere shows the real time once the block is over."""
    with wall_clock(hands, start="2001-06-01"):
        escaped = [time.time, DateTime, DateTime.now]
    assert escaped[0]() == pytest.approx(time.time(), abs=60)
    assert escaped[1].now().year > 2001
    assert escaped[2]().year > 2001
    assert escaped[1].utcfromtimestamp(0).year == 1970 if sys.version_info < (3, 12) else True


def test_nested_use_is_refused(hands: Hands) -> None:
    """A second clock is an error that says what to do, and the first goes on."""
    with wall_clock(hands, start=NEW_YEAR):
        with pytest.raises(UsageError, match="only one"), wall_clock(hands, start="2001-06-01"):
            pass
        assert time.time() == NEW_YEAR_SECONDS
        assert DateTime.now(timezone.utc).year == 2026


def test_a_module_imported_inside_is_served_and_freed(
    hands: Hands, tmp_path: typing.Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user's module that is first imported while the clock is active sees it, and holds originals later."""
    name = f"late_{random.randrange(10**9)}"
    (tmp_path / f"{name}.py").write_text(
        "from datetime import datetime\nfrom time import time\nBORN = datetime.now()\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with wall_clock(hands, start="2001-06-01"):
        late = importlib.import_module(name)
        assert late.BORN.year == 2001
    try:
        assert late.datetime is sys.modules["datetime"].datetime
        assert late.time is time.time
    finally:
        del sys.modules[name]


def test_a_users_own_patch_wins(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """A function that the user has replaced stays replaced, inside and after."""
    monkeypatch.setattr(time, "time", lambda: 17.0)
    with wall_clock(hands, start=NEW_YEAR):
        assert time.time() == 17.0
        assert time.time_ns() == NEW_YEAR_SECONDS * SECOND
    assert time.time() == 17.0


def test_a_patch_inside_is_kept(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Patching inside the block works, and undoing it afterwards leaves the real time."""
    with wall_clock(hands, start=NEW_YEAR):
        monkeypatch.setattr("time.time", lambda: 17.0)
        assert time.time() == 17.0
    assert time.time() == 17.0
    monkeypatch.undo()
    assert time.time() > NEW_YEAR_SECONDS
    with wall_clock(hands):
        pass
    assert type(time.time) is type(time.sleep)


def test_patching_sleep_reaches_everybody(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the clock does not stand for is untouched, so patches of it work as ever."""
    with wall_clock(hands):
        monkeypatch.setattr("time.sleep", lambda seconds: seconds)
        assert time.sleep(3600) == 3600
        monkeypatch.setattr("datetime.timezone", "patched")
        assert sys.modules["datetime"].timezone == "patched"


def test_annotations_read_inside_name_the_real_class(hands: Hands) -> None:
    """pydantic, which asks a class for its schema, is shown the real one by its own protocol."""
    with wall_clock(hands):
        shown = DateTime.__get_pydantic_core_schema__(DateTime, lambda source: source)  # type: ignore[attr-defined]
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


def test_a_hook_on_imports_stays(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's import hook, put in inside, is left in its place."""

    def hook(*args: typing.Any, **kwargs: typing.Any) -> typing.Any:
        return importlib.__import__(*args, **kwargs)

    before = builtins.__import__
    with wall_clock(hands):
        monkeypatch.setattr(builtins, "__import__", hook)
    assert builtins.__import__ is hook
    monkeypatch.undo()
    with wall_clock(hands):
        pass
    assert builtins.__import__ is before
