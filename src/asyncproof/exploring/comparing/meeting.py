"""Where two tasks meet: what both touch in one order where it works, and in the other where it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from asyncproof.exploring.comparing.touch import Touch

MOST_PAIRS = 400_000
"""So many pairs of touches are looked at in each run."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two touches of one thing by two tasks: in the run that breaks `early` comes before `late`."""

    early: Touch
    late: Touch
    happens: bool = True
    """Whether the late one comes at all where it breaks."""


def meetings(
    works: Sequence[Touch], breaks: Sequence[Touch], cancelled: Collection[str] = ()
) -> list[Meeting]:
    """Return the pairs whose order is the other way round, the most telling first.

    What a cancelled task does no more is no meeting: it is told with the cancellation.
    """
    there = {touch.identity: place for place, touch in enumerate(works)}
    here = {touch.identity: place for place, touch in enumerate(breaks)}
    found: list[tuple[tuple[int, ...], Meeting]] = []
    for place, early in enumerate(breaks):
        if early.identity not in there:
            continue
        for late in _before(works, there[early.identity]):
            later = here.get(late.identity)
            if later is None and late.task in cancelled:
                continue
            if later is None:
                found.append((_rank(early, late, place), Meeting(early, late, happens=False)))
            elif later > place and breaks[later].conflicts(early):
                found.append((_rank(early, late, place), Meeting(early, breaks[later])))
    found.sort(key=lambda pair: (not pair[1].happens, *pair[0]))
    return [meeting for _, meeting in found]


def _before(works: Sequence[Touch], place: int) -> Iterator[Touch]:
    """Yield what comes before a touch in the run that works, and conflicts with it."""
    own = works[place]
    for other in works[max(0, place - MOST_PAIRS // max(1, len(works))) : place]:
        if other.conflicts(own):
            yield other


def _rank(early: Touch, late: Touch, place: int) -> tuple[int, ...]:
    """Put first what is known for sure, then what is more than a turn at a lock, or a count."""
    surely = early.surely and late.surely
    is_count = early.spot == late.spot and early.verb == late.verb
    return (not surely, early.enters + late.enters, is_count, place)
