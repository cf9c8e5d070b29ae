"""One step of a run: who ran, when, and where its code stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.core.instant import Instant


@dataclass(frozen=True, slots=True)
class Step:
    """A callback, or a piece of a task between two suspensions, that the loop runs in one go."""

    number: int
    at: Instant
    who: str
    """The task's name, or the callback's qualified name."""
    where: str
    """`file:line in function` where the task stands, or where the callback is defined; empty if unknown."""
    is_task: bool
    task: int = 0
    """The number of the task in its loop, by which tasks of one name are told apart; 0 for a callback."""
