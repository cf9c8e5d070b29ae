"""A cancellation is an event as any other: before every step, the chooser may cancel a task."""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import WeakSet

from asyncproof.loop.asking import AskingLoop
from asyncproof.loop.bookkeeping import gathered_with
from asyncproof.loop.questions import CANCEL

NOBODY = "nobody"


class CancellingLoop(AskingLoop):
    """Asks whom to cancel, as often as the policy allows."""

    def __init__(self, **settings: Any) -> None:
        """Start with nobody cancelled."""
        super().__init__(**settings)
        self._begin_cancelling()

    def _begin_cancelling(self) -> None:
        self._cancellations_left = self._policy.cancellations if self._asking else 0
        self.served = WeakSet() if self._cancellations_left else None
        self.cancelled_by_choice: list[str] = []
        """The names of the tasks that the chooser has cancelled, in this order."""
        self.left_alone: list[asyncio.Future[Any]] = []
        """Those that were gathered with them: who gathers hears of the cancellation, and waits no longer."""

    def _ask_to_cancel(self) -> None:
        """Ask whether a task is cancelled before the next step, and which one."""
        targets = self._targets()
        picked = self._ask(CANCEL, (NOBODY, *targets)) if targets else 0
        if picked:
            task = targets[picked - 1]
            self._cancellations_left -= 1
            self.cancelled_by_choice.append(task.get_name())
            self.left_alone += gathered_with(task)
            task.cancel()

    def _targets(self) -> list[asyncio.Task[Any]]:
        is_target = self._policy.is_target
        return sorted((task for task in asyncio.all_tasks(self) if is_target(task)), key=hash)
