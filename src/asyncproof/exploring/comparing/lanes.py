"""One of two orders: who comes to the thing that they meet on, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from asyncproof.exploring.comparing.recording import Recording, Stop, Turn
    from asyncproof.exploring.comparing.touch import Touch
    from asyncproof.loop.waits.spot import Spot

MOST_MOMENTS = 10


@dataclass(frozen=True, slots=True)
class Moment:
    """What a task does with the thing that they meet on."""

    task: str
    spot: Spot
    is_met: bool = False
    """Whether it is one of those whose order matters."""
    times: int = 1
    """How often in a row."""
    is_cancelled: bool = False
    """Whether this is where the task is cancelled, or gets an error, and no touch at all."""
    error: str = ""
    """The kind of that error."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One of the two orders."""

    moments: tuple[Moment, ...]
    """Who comes to the thing that they meet on, in this order."""
    turns: tuple[Turn, ...]
    """All steps of all tasks, each with the place where it goes on."""


def lane_of(seen: Recording, marked: Collection[Touch | None], stops: Sequence[Stop] = ()) -> Lane:
    """Return the order of a run around the touches that are marked, and the cancellations in it."""
    identities = {touch.identity for touch in marked if touch is not None}
    moments = list(_moments(seen, identities, stops))
    tasks = {moment.task for moment in moments if moment.is_met}
    while moments and moments[0].task not in tasks:
        del moments[0]  # who has made the thing
    return Lane(tuple(_around(moments)), tuple(seen.turns))


def _moments(seen: Recording, marked: Collection[object], stops: Sequence[Stop]) -> Iterator[Moment]:
    things = {touch.thing for touch in seen.touches if touch.identity in marked}
    last: Moment | None = None
    step = -1
    for place, touch in enumerate(seen.touches if things else ()):
        here = [
            Moment(stop.task, stop.spot, is_met=True, is_cancelled=True, error=stop.error)
            for stop in stops
            if stop.after == place
        ]
        is_one = any(touch.thing.overlaps(thing) for thing in things)
        if last is not None and (here or (is_one and (last.task, last.spot) != (touch.task, touch.spot))):
            yield last
            last = None
        yield from here
        if is_one:
            once_more = last is not None and step != touch.step
            is_met = touch.identity in marked
            last = last or Moment(touch.task, touch.spot)
            last = replace(last, is_met=last.is_met or is_met, times=last.times + once_more)
            step = touch.step
    if last is not None:
        yield last


def _around(found: list[Moment]) -> list[Moment]:
    """Keep so many as can be read, those around the first that matters."""
    if len(found) <= MOST_MOMENTS:
        return found
    first = next((place for place, moment in enumerate(found) if moment.is_met), 0)
    begin = max(0, min(first - 2, len(found) - MOST_MOMENTS))
    return found[begin : begin + MOST_MOMENTS]
