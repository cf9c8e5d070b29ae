"""Stand-ins for the functions of `time`: for the user's code they show the active wall clock."""

from __future__ import annotations

import functools
import time
from types import BuiltinFunctionType
from typing import TYPE_CHECKING, Any

from asyncproof.core import SECOND, UsageError
from asyncproof.core.frames import frame_above
from asyncproof.loop.wallclock import state

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.loop.wallclock.clock import WallClock


def _wall_seconds(clock: WallClock) -> int:
    return clock.wall_ns() // SECOND


def _formatted(clock: WallClock, pattern: str, moment: Any = None) -> Any:
    return ORIGINALS["strftime"](pattern, _local(clock) if moment is None else moment)


def _local(clock: WallClock) -> Any:
    return ORIGINALS["localtime"](_wall_seconds(clock))


_VIRTUAL: dict[str, Callable[..., Any]] = {
    "time": lambda clock: clock.wall_ns() / SECOND,
    "time_ns": lambda clock: clock.wall_ns(),
    "monotonic": lambda clock: clock.steady_ns() / SECOND,
    "monotonic_ns": lambda clock: clock.steady_ns(),
    "perf_counter": lambda clock: clock.steady_ns() / SECOND,
    "perf_counter_ns": lambda clock: clock.steady_ns(),
    "localtime": lambda clock, at=None: ORIGINALS["localtime"](_wall_seconds(clock) if at is None else at),
    "gmtime": lambda clock, at=None: ORIGINALS["gmtime"](_wall_seconds(clock) if at is None else at),
    "ctime": lambda clock, at=None: ORIGINALS["ctime"](_wall_seconds(clock) if at is None else at),
    "asctime": lambda clock, at=None: ORIGINALS["asctime"](_local(clock) if at is None else at),
    "strftime": _formatted,
}


def _original(name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(time, name)
    if type(function) is not BuiltinFunctionType:
        raise UsageError(
            f"time.{name} was replaced by {function!r} before asyncproof's wall clock was first used, "
            "so the original is not known. Undo that patch before the wall clock starts."
        )
    return function


ORIGINALS: dict[str, Callable[..., Any]] = {name: _original(name) for name in _VIRTUAL}


def _stand_in(name: str, virtual: Callable[..., Any]) -> Callable[..., Any]:
    original = ORIGINALS[name]

    @functools.wraps(original)
    def stand_in(*args: Any) -> Any:
        clock = state.active
        if clock is None or not clock.ownership.owns_frame(frame_above().f_back):
            return original(*args)
        return virtual(clock, *args)

    return stand_in


STAND_INS: dict[str, Callable[..., Any]] = {
    name: _stand_in(name, virtual) for name, virtual in _VIRTUAL.items()
}


def put_in() -> None:
    """Put the stand-ins on the `time` module, but leave what somebody else has put there: they meant it."""
    for name, original in ORIGINALS.items():
        if getattr(time, name) is original:
            setattr(time, name, STAND_INS[name])


def put_back() -> None:
    """Put the originals back on the `time` module, but leave what somebody else has put there meanwhile."""
    for name, stand_in in STAND_INS.items():
        if getattr(time, name) is stand_in:
            setattr(time, name, ORIGINALS[name])
