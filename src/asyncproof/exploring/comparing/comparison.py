"""Two runs side by side, in plain values: what a failure is told with, and what a picture may be drawn of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asyncproof.exploring.comparing.columns import one_under_the_other, side_by_side
from asyncproof.exploring.tasks import with_coroutine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from asyncproof.exploring.comparing.lanes import Lane, Moment
    from asyncproof.exploring.comparing.leaving import Cancellation, Left
    from asyncproof.exploring.comparing.meeting import Meeting
    from asyncproof.exploring.comparing.recording import Turn
    from asyncproof.loop.waits.spot import Spot

WIDTH = 80
"""How wide a terminal is unless it is known."""
_PLACE = "      "


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run that breaks, and the nearest one that works."""

    works: Lane
    breaks: Lane
    meeting: Meeting | None = None
    """The two touches of one thing whose order is another one."""
    awaited: tuple[str, Spot] | None = None
    """The task that waits for both of them, and where, if it is there that they meet."""
    swapped: tuple[Turn, Turn] | None = None
    """The first two steps whose order is another one, if nothing was seen on which they meet."""
    missing: Turn | None = None
    """The first step that is only taken where it works, if the runs part in nothing else."""
    cancellations: tuple[Cancellation, ...] = ()
    coroutines: Mapping[str, str] = field(default_factory=dict)
    """By task, the name of its coroutine."""

    def __str__(self) -> str:
        """Tell it for a terminal of the usual width."""
        return self.tell()

    def tell(self, width: int = WIDTH) -> str:
        """Tell who is cancelled, who meets whom on what, and both orders; in columns where there is room."""
        parts = [self.tell_why(), "\n".join(self._orders(width))]
        return "\n\n".join(part for part in parts if part)

    def tell_why(self) -> str:
        """Tell who is cancelled, and who meets whom on what."""
        parts = [*("\n".join(self._cancelled(each)) for each in self.cancellations), "\n".join(self._met())]
        return "\n\n".join(part for part in parts if part)

    def who(self, task: str) -> str:
        """Return a task with its coroutine."""
        return with_coroutine(task, self.coroutines.get(task, ""))

    def _cancelled(self, one: Cancellation) -> Iterator[str]:
        waiting = f" while it waits for {one.waiting}" if one.waiting else ""
        yield f"  {self.who(one.task)} {_happens(one.error)}{waiting}"
        yield f"{_PLACE}{one.spot}"
        if one.goes_on is not None:
            yield "  and does not end; the last that it comes to is"
            yield f"{_PLACE}{one.goes_on}"
        elif one.missed is not None:
            yield "  and never comes to"
            yield f"{_PLACE}{one.missed}"
        for left in one.left:
            yield from _left_so(left)
        if one.next_one is not None:
            after = one.next_one[1]
            yield f"  {self.who(after.task)} is the next that {after.verb} {after.what}"
            yield f"{_PLACE}{after.spot}"

    def _met(self) -> Iterator[str]:
        if self.meeting is not None:
            early, late = self.meeting.early, self.meeting.late
            yield f"  {self.who(early.task)} {early.verb} {early.what}"
            yield f"{_PLACE}{early.spot}"
            there = "" if early.name == late.name else f", there `{late.name}`"
            never = "" if self.meeting.happens else "; in this run it never does"
            yield f"  before {self.who(late.task)} {late.verb} it{there}{never}"
            yield f"{_PLACE}{late.spot}"
        elif self.swapped is not None:
            early_turn, late_turn = self.swapped
            yield f"  {self.who(early_turn.task)} {_goes_on(early_turn)}"
            yield f"{_PLACE}{early_turn.spot}"
            yield f"  before {self.who(late_turn.task)} {_goes_on(late_turn)}"
            yield f"{_PLACE}{late_turn.spot}"
            if self.awaited is not None:
                task, spot = self.awaited
                yield f"  and {self.who(task)} takes them as they come"
                yield f"{_PLACE}{spot}"
        elif self.missing is not None:
            yield f"  {self.who(self.missing.task)} {_goes_on(self.missing)} only where it works"
            yield f"{_PLACE}{self.missing.spot}"

    def _orders(self, width: int) -> Iterator[str]:
        works, breaks = (_rows(lane, one_file=self._one_file()) for lane in (self.works, self.breaks))
        if not works or not breaks or works == breaks:
            return
        titles = ("it works in this order:", "it breaks in this one:")
        yield from side_by_side(titles, works, breaks, width) or one_under_the_other(titles, works, breaks)

    def _one_file(self) -> bool:
        return len({moment.spot.file for lane in (self.works, self.breaks) for moment in lane.moments}) == 1


def _goes_on(turn: Turn) -> str:
    return "begins" if turn.begins else "goes on after"


def _happens(error: str) -> str:
    return f"gets {error}" if error else "is cancelled"


def _left_so(left: Left) -> Iterator[str]:
    if left.undone is None:
        yield f"  with what it has taken out of {left.done.what}"
        yield f"{_PLACE}{left.done.spot}"
    else:
        yield f"  so that what it did with {left.done.what} stays"
        yield f"{_PLACE}{left.done.spot}"
        yield f"{_PLACE}without {left.undone.spot}"


def _rows(lane: Lane, *, one_file: bool) -> list[str]:
    longest = max((len(moment.task) for moment in lane.moments), default=0)
    return [
        f"  {'>' if each.is_met else ' '} {each.task:<{longest}}  {_does(each, one_file)}"
        for each in lane.moments
    ]


def _does(moment: Moment, one_file: bool) -> str:  # noqa: FBT001 - one place calls it
    place = f":{moment.spot.line}" if one_file else moment.spot.short
    if moment.is_cancelled:
        return f"{place}  {_happens(moment.error)}"
    often = f"  ({moment.times} times)" if moment.times > 1 else ""
    return f"{place}  {moment.spot.text}{often}"
