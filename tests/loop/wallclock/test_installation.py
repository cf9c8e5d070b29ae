"""Claims about putting in and putting back: nothing is left, whatever happens."""

# Naive times, and every way to import datetime, are the subject here:
# ruff: noqa: N812

from __future__ import annotations

import builtins
import contextlib
import sys
import time
from datetime import datetime as DateTime
from datetime import timezone

import pytest

from asyncproof.core import SECOND, UsageError
from asyncproof.loop.wallclock import wall_clock
from tests.loop.wallclock.hands import NEW_YEAR, NEW_YEAR_SECONDS, Hands


def _everything_held() -> dict[str, object]:
    """What a leak would show in: the time module, the import hook and this module's own names."""
    held: dict[str, object] = {f"time.{name}": id(value) for name, value in vars(time).items()}
    held |= {name: id(value) for name, value in globals().items() if not name.startswith("@")}
    return held | {"import": id(builtins.__import__), "datetime": id(sys.modules["datetime"])}


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
    assert type(time.time) is type(time.perf_counter)
