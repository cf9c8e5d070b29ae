"""What a chooser is asked about: which freedom of a run is a question, and how far it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.core import SECOND, Instant

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from types import FrameType


def _anybody(task: asyncio.Task[Any]) -> bool:
    del task
    return True


@dataclass(frozen=True, slots=True)
class Policy:
    """The freedoms that a run leaves to its chooser."""

    slack: Instant = SECOND
    """How much time may pass, between two idle moments, while steps are ready: what slow steps would cost."""
    reorder: bool = False
    """Whether ready task steps may overtake each other, which stock asyncio never does."""
    latency: bool = False
    """Whether what stands in for the outside world (sleeps, bare yields, starts of tasks) may take longer."""
    starts: bool = True
    """Whether that holds for starts, too, and for bare yields of the main task, by which it awaits them."""
    cancellations: int = 0
    """How many tasks may be cancelled in a run."""
    is_target: Callable[[asyncio.Task[Any]], bool] = _anybody
    """Which tasks those are."""
    is_limit: Callable[[FrameType], bool] | None = None
    """Which time limits may be over as well, by the code that sets them."""
    scope_of: Callable[[asyncio.Task[Any]], Any] | None = None
    """In which scope a target is that is never cancelled alone, but by `cancel()` of this scope."""
    faults: int = 0
    """How many things outside may fail in a run: connections, replies, lookups, jobs that are I/O."""


TIMING = Policy()
"""Only what a stock loop lets vary: when timers come due, and when, in which order, outside events arrive."""

REORDER = Policy(reorder=True)
"""Besides, any ready task step may run next, but none overtakes an earlier callback of another kind."""
