"""Whether something has overtaken the start of a task in a run: asyncio never does that.

Where a task stands for a request that arrives, it may begin late. That is for its author to say: many tests
make a task, yield once and go on, for then it has begun. So where nobody has said so, a run in which it has
not is no failure.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from asyncproof.exploring.tasks import has_not_begun
from asyncproof.loop.handle import task_of
from asyncproof.loop.questions import ARRIVAL, LATENCY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Chooser

_LATE = frozenset({LATENCY, ARRIVAL})
"""The questions by which something comes later than it would: what stands before the answer is overtaken."""


class Starts:
    """Passes questions on, and notes whether an answer lets something overtake a task that has not begun."""

    def __init__(self, chooser: Chooser) -> None:
        """Begin with nobody overtaken."""
        self._chooser = chooser
        self.overtaken = False

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Answer as the other does."""
        picked = self._chooser.choose(kind, options)
        if picked and kind in _LATE and any(map(_begins, options[:picked])):
            self.overtaken = True
        return picked


def _begins(option: object) -> bool:
    task = task_of(option) if isinstance(option, asyncio.Handle) else None
    return task is not None and has_not_begun(task)
