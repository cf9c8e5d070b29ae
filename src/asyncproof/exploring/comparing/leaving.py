"""What a task leaves that is cancelled, or gets an error: what it would have changed back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.exploring.comparing.recording import Recording, Stop
    from asyncproof.exploring.comparing.touch import Touch
    from asyncproof.loop.waits.spot import Spot

_TAKES = ("calls get() of", "calls get_nowait() of", "calls receive() of")
_FULL = ("Queue", "ReceiveStream")
_STREAMS = ("StreamReader", "StreamWriter")
MOST_LEFT = 3


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that was changed, and where it would have been changed again."""

    done: Touch
    undone: Touch | None
    """What the task does in the run that works; None for an item that it had taken."""


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A task that is cancelled in the run that breaks, or gets an error, and not in the one that works."""

    task: str
    spot: Spot
    waiting: str
    missed: Spot | None
    """The first line that it never comes to."""
    left: tuple[Left, ...] = ()
    next_one: tuple[Touch, Touch] | None = None
    """How it used the connection on which it waits, and who uses that next."""
    goes_on: Spot | None = None
    """The line that it came to last, if it did not end for all that."""
    error: str = ""
    """The kind of the error that it gets; empty if it is cancelled."""


def cancellations(works: Recording, breaks: Recording) -> list[Cancellation]:
    """Return who is stopped only in the run that breaks, and what that leaves."""
    usual = {(stop.task, stop.spot) for stop in works.stops}
    return [
        Cancellation(
            task=stop.task,
            spot=stop.spot,
            waiting=stop.waiting,
            missed=_missed(stop, works, breaks),
            left=_left(stop, works, breaks),
            next_one=_next_one(stop, breaks),
            goes_on=None if stop.error else _goes_on(stop, breaks),
            error=stop.error,
        )
        for stop in breaks.stops
        if (stop.task, stop.spot) not in usual
    ]


def _missed(stop: Stop, works: Recording, breaks: Recording) -> Spot | None:
    """Return the first line that the task runs next where it works, and not any more where it breaks."""
    lines = works.lines.get(stop.task, [])
    if lines[: stop.after_lines] != breaks.lines[stop.task][: stop.after_lines]:
        return None
    later = set(breaks.lines[stop.task][stop.after_lines :])
    return next((line for line in lines[stop.after_lines :] if line not in later), None)


def _goes_on(stop: Stop, breaks: Recording) -> Spot | None:
    """Return the line that a task came to last which was cancelled, and has not ended."""
    later = breaks.lines[stop.task][stop.after_lines :]
    return later[-1] if later and stop.task not in breaks.ends else None


def _next_one(stop: Stop, breaks: Recording) -> tuple[Touch, Touch] | None:
    """Return who touches next what the task was waiting for, if that is no thing made to be shared."""
    there = [
        touch
        for touch in breaks.touches[: stop.after]
        if (touch.task, touch.spot) == (stop.task, stop.spot) and (touch.kind in _STREAMS or not touch.surely)
    ]
    for touch in breaks.touches[stop.after :]:
        for own in there:
            if touch.conflicts(own):
                return own, touch
    return None


def _left(stop: Stop, works: Recording, breaks: Recording) -> tuple[Left, ...]:
    done = [
        touch
        for place, touch in enumerate(breaks.touches[: stop.after])
        if touch.task == stop.task and touch.writes and _has_changed(place, breaks.touches)
        if touch.spot != stop.spot or touch.verb == "writes"  # what it still waits for it has not done
    ]
    later = [touch for touch in breaks.touches[stop.after :] if touch.task == stop.task and touch.writes]
    found: list[Left] = []
    for missing in _missing(stop, works, breaks):
        held = _last_of(missing, done, works.touches)
        if held is not None and all(held.thing != one.done.thing for one in found):
            found.append(Left(held, missing))
    found += [
        Left(touch, None)
        for touch in done
        if touch.verb in _TAKES and touch.kind.endswith(_FULL)
        if not any(touch.thing.overlaps(other.thing) for other in later)
    ]
    found.sort(key=lambda one: not one.done.verb.startswith("calls "))  # a lock says more than a counter
    return tuple(found[:MOST_LEFT])


def _missing(stop: Stop, works: Recording, breaks: Recording) -> list[Touch]:
    """Return what the task changes in the run that works, after it has gone on, and not where it breaks."""
    happened = {touch.identity for touch in breaks.touches}
    return [
        touch
        for touch in works.touches
        if touch.task == stop.task and touch.writes and touch.identity not in happened
    ]


def _last_of(missing: Touch, done: Sequence[Touch], works: Sequence[Touch]) -> Touch | None:
    """Return the last touch that the task had of the same thing, as the run that works has it, too."""
    same = {touch.identity: touch for touch in works}
    for touch in reversed(done):
        twin = same.get(touch.identity)
        if twin is not None and twin.thing.overlaps(missing.thing):
            return touch
    return None


def _has_changed(place: int, touches: Sequence[Touch]) -> bool:
    """Tell whether a write has made another value of the one that was there, as far as that was seen."""
    before = touches[place]
    after = next((each for each in touches[place + 1 :] if each.thing == before.thing), None)
    return after is None or after.value is None or after.value != before.value
