"""A loop that asks about everything in each iteration, and so about much that makes no difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.loop import ControlledLoop
from asyncproof.loop.holding import Held, Waiting
from asyncproof.loop.questions import ARRIVAL, LATENCY, LATER

if TYPE_CHECKING:
    import asyncio


class NaiveLoop(ControlledLoop):
    """Has the same freedoms as the real one, each put as a question as soon as there is one.

    An iteration is put together as a stock loop does it: what was called, what has arrived, what is due.
    Of each start, bare yield and end of a sleep it asks whether it comes at its place or later; then of all
    that has arrived what comes in this iteration, in which order.
    """

    def _turn_asking(self) -> None:
        ready = self._ready
        while True:
            due: list[Any] = []
            called = list(ready)
            ready.clear()
            self._collect_due(self.now_ns)
            if not (called or ready or self._arrivals):
                self._slack = self._policy.slack
                self._idle()
            due += self._emptied()
            batch = self._at_their_place(called, others=bool(due))
            self._admit(batch, others=bool(due))
            if batch or due:
                self._ask_for_time()
            elif self._arrivals:
                self._let_time_pass()
            due += self._emptied()
            batch += self._at_their_place(due, others=bool(batch))
            for handle in batch:
                self._run_next(handle)
            if self._stopping:
                return

    def _emptied(self) -> list[Any]:
        handles = list(self._ready)
        self._ready.clear()
        return handles

    def _at_their_place(self, handles: list[Any], *, others: bool) -> list[Any]:
        """Return those that don't come later."""
        now: list[Any] = []
        for handle in handles:
            alone = len(handles) == 1 and not (others or self._arrivals or self._time_may_pass())
            may_be_held = self._holding and self._may_be_held(handle)
            if alone or not may_be_held or not self._ask(LATENCY, (handle, LATER)):
                now.append(handle)
            else:
                self._times_held += 1
                self._arrivals.append((Held(self._times_held), handle))
        return now

    def _admit(self, batch: list[Any], *, others: bool) -> None:
        """Add to what runs in this iteration what the chooser wants of all that has arrived."""
        while self._arrivals:
            heads = self._first_of_each()
            options: list[object] = [handle for _, handle in heads]
            if batch or others or self._time_may_pass():
                options.append(LATER)
            picked = self._ask(ARRIVAL, options)
            if picked >= len(heads):
                return
            self._arrivals.remove(heads[picked])
            batch.append(heads[picked][1])

    def _first_of_each(self) -> list[tuple[object, asyncio.Handle]]:
        self._pool = [Waiting(*entry, 0) for entry in self._arrivals]
        heads = self._heads(0)
        self._arrivals.clear()
        self._arrivals.extend((one.source, one.handle) for one in self._pool)
        self._pool = []
        return [(one.source, one.handle) for one in heads]
