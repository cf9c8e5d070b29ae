"""The state of a run between two iterations of its loop: all that what happens next depends on."""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import TYPE_CHECKING

from asyncproof.exploring.states.visible import Unseen
from asyncproof.exploring.states.writing import NOT_REACHED, Writing
from asyncproof.loop.randomness import state as drawing
from asyncproof.loop.randomness.streams import SHARED
from asyncproof.loop.snapshot import snapshot

if TYPE_CHECKING:
    from asyncproof.loop import ControlledLoop
    from asyncproof.loop.snapshot import Coming


class Moments(Enum):
    """Whether it is part of a state who of those that may come has waited for longer."""

    TOLD = "told"
    LEFT_OUT = "left out"


def state_of(loop: ControlledLoop, moments: Moments) -> bytes:
    """Return what stands for the state of a run, or raise `Unseen`."""
    now = snapshot(loop)
    if now is None:
        raise Unseen("real work outside of the loop")
    if moments is Moments.LEFT_OUT:
        now = now.without_moments()
    drawn = None if drawing.active is None else drawing.active.drawn()
    writing = Writing()
    writing.add(now.main, now.left, now.moments, SHARED, drawn)
    writing.add(now.ready, now.timers, now.arrivals, now.others)
    _add_coming(writing, now.coming)
    others = [task for task in asyncio.all_tasks(loop) if writing.number_of(task) == NOT_REACHED]
    writing.add(sorted(others, key=hash))
    return writing.digest()


def _add_coming(writing: Writing, coming: list[Coming]) -> None:
    """Add what may come: of what is only held back, nobody can tell in which order it began to wait."""
    for one in coming:
        if one.source is not None:
            writing.add(one.since, one.source, one.handle)
    held = [one for one in coming if one.source is None]
    for one in sorted(held, key=lambda one: writing.number_of(one.owner)):
        writing.add(one.since, one.handle)
