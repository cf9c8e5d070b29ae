"""The heart of the loop: one iteration after the other, lean, or asking a chooser and telling watchers."""

from __future__ import annotations

from typing import Any

from asyncproof.core import Livelock
from asyncproof.loop.handle import task_of
from asyncproof.loop.holding import HoldingLoop
from asyncproof.loop.idling import LOOK_EVERY
from asyncproof.loop.onlooking import onlookers

_SAMPLE = 64
"""Steps to look at when a run does not move on, to find the ones that repeat."""
_FORCED_MOVES = 100
"""Times that a busy wait may be helped along by letting time pass before it counts as a livelock."""


class TurningLoop(HoldingLoop):
    """Runs what is ready."""

    def __init__(self, **settings: Any) -> None:
        """Start with a run that moves on by itself."""
        self._forced = 0
        super().__init__(**settings)

    def _run_once(self) -> None:
        """Run iterations until somebody stops the loop."""
        if self._asking or self._watchers or self._debug or onlookers:
            self._turn_asking()
        else:
            self._turn_lean()

    def _turn_lean(self) -> None:  # noqa: C901 - the hot path: each call it saves is seen in the figures
        ready, timers = self._ready, self._timers
        popleft = ready.popleft
        while True:
            if self._polls:
                self._poll(0)
            if timers and timers[0][0] <= (self._now if self.virtual else self.now_ns):
                self._collect_due(self.now_ns)
            if not ready and (not timers or self._stopping or not self._jump_lean()):
                self._idle()
            batch = len(ready)
            for _ in range(batch):
                handle = popleft()
                if not handle._cancelled:
                    try:
                        handle._context.run(handle._callback, *handle._args)
                    except (SystemExit, KeyboardInterrupt):
                        raise
                    except BaseException as error:  # noqa: BLE001 - as asyncio: reported, and the loop goes on
                        self._report_failure(handle, error)
            self.steps = steps = self.steps + batch
            if self._stopping:
                return
            if steps > self._steps_allowed:
                self._help_along()

    def _turn_asking(self) -> None:
        """Turn as a stock loop does, but with a chooser asked and with watchers told."""
        while True:
            self._iterate(self.steps)
            if self._stopping:
                return
            if self.steps > self._steps_allowed:
                self._help_along()

    def _iterate(self, begun: int) -> None:
        """Run what was called, what has arrived, and what has come due."""
        if self._look is not None and self._chooser is not None:
            self._look(self)
        due = self._take_in()
        arrived = len(self._arrivals)
        if due or self._waits():
            self._first = begun + 1  # here, certainly, an iteration begins
        self._run_ready(len(self._ready) - due, begun)
        self._take_arrived(arrived, begun)
        if due and not self._waits(due):
            self._run_ready(due, begun)  # all of them may come later, and so together with what has arrived
            due = 0
        self._let_in(0, ran=self.steps > begun)
        if due:
            others = len(self._pool)
            self._run_ready(due, begun)
            self._let_in(others, ran=True)
            self._first = self.steps + 1  # timers are the last of an iteration

    def _take_in(self) -> int:
        """See what is there; if nothing is, wait, or let time pass. Return how many have just come due."""
        ready, timers = self._ready, self._timers
        if self._polls:
            self._poll(0)
        called = len(ready) - self._came_due
        self._came_due = 0
        if timers:
            self._collect_due(self.now_ns)
        if not ready and not self._arrivals and not self._pool:
            self._slack = self._policy.slack
            self._idle()
        elif timers and self._waits():
            self._ask_for_time()
            self._came_due = 0
        return len(ready) - called

    # -- not getting anywhere

    def _help_along(self) -> None:
        """Many steps ran and time stood still: go on, let time pass, or raise `Livelock`."""
        still_for = self.steps - self._still_since
        self._steps_allowed = self.steps + LOOK_EVERY
        if not self.virtual:
            return
        due = None if self.held else self.next_due()
        if due is not None and self._only_callbacks_spin():
            self.move_clock(due)
        elif still_for > self.limits.steps:
            self._time_moved()
            if self._arrivals or self._pool or (not self._work_quiet() and self._work_outstanding()):
                self._release_arrivals()
                return
            self._forced += 1
            if due is None or self._forced > _FORCED_MOVES:
                self._raise_livelock()
            self.move_clock(due or 0)

    def _only_callbacks_spin(self) -> bool:
        """Tell whether only callbacks are ready that call themselves again, as anyio's cancel delivery."""
        return bool(self._ready) and not any(task_of(handle) is not None for handle in self._ready)

    def _raise_livelock(self) -> None:
        from asyncproof.loop.steps import describe_handle  # noqa: PLC0415 - only a stuck run pays for it
        from asyncproof.loop.waits import describe_steps  # noqa: PLC0415 - as above

        self._forced = 0
        seen: list[tuple[str, str]] = []
        while len(seen) < _SAMPLE and not self._stopping:
            self._collect_due(self.now_ns)
            if not self._ready:
                break
            handle = self._ready.popleft()
            seen.append(describe_handle(handle))
            self._run_watched(handle)
        if self._stopping:
            return
        message = (
            f"{self.limits.steps:,} steps ran, and neither did time pass nor did anything arrive from"
            f" outside. Raise the limit 'steps' if that is meant.\n{describe_steps(seen)}"
        )
        raise Livelock(message)
