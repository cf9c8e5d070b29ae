"""Where two tasks meet: what both touch in one order where it works, and in the other where it breaks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from asyncproof.exploring.comparing.touch import Touch

MOST_MEETINGS = 1_000
"""So many are looked at to find the most telling one."""


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
    by_thing: dict[int, list[int]] = defaultdict(list)
    for place, touch in enumerate(works):
        by_thing[touch.thing.number].append(place)
    found: list[tuple[tuple[int, ...], Meeting]] = []
    for place, early in enumerate(breaks):
        then = there.get(early.identity)
        if then is None or len(found) >= MOST_MEETINGS:
            continue
        for earlier in by_thing[works[then].thing.number]:
            late = works[earlier]
            if earlier > then or not late.conflicts(works[then]):
                continue
            later = here.get(late.identity)
            if later is None and late.task not in cancelled:
                found.append((_rank(early, late, place), Meeting(early, late, happens=False)))
            elif later is not None and later > place and breaks[later].conflicts(early):
                found.append((_rank(early, late, place), Meeting(early, breaks[later])))
    found.sort(key=lambda pair: (not pair[1].happens, *pair[0]))
    return [meeting for _, meeting in found]


def _rank(early: Touch, late: Touch, place: int) -> tuple[int, ...]:
    """Put first what is known for sure, then what is more than a turn at a lock, or a count."""
    surely = early.surely and late.surely
    is_count = early.spot == late.spot and early.verb == late.verb
    return (not surely, early.enters + late.enters, is_count, place)
