"""What stands in for the outside world may take longer: starts of tasks, bare yields, sleeps."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asyncproof.loop.asking import AskingLoop

if TYPE_CHECKING:
    from collections.abc import Hashable

    from asyncproof.core import Instant

STEP = "TaskStepMethWrapper"
"""The type of the callback by which asyncio's C task runs for the first time, or after a bare yield."""
_WAKE_SLEEPER = getattr(asyncio.futures, "_set_result_unless_cancelled", None)
"""What ends an `asyncio.sleep`."""


class HoldingLoop(AskingLoop):
    """Treats such moments as arrivals from outside, each of a source of its own, where the policy says so."""

    _held_back = 0
    _slack: Instant
    """How much time may still pass while steps are ready."""

    @property
    def _holding(self) -> bool:
        return self._policy.latency and self._asking

    def _hold_back(self) -> None:
        """Ask of each such moment whether it comes now, at its place, or later, when it is let in."""
        ready = self._ready
        if len(ready) == 1 and not self._arrivals and not self._timers:
            return  # nothing else can happen meanwhile
        for _ in range(len(ready), 0, -1):  # counting down, so that the variable tells how many are left
            handle = ready.popleft()
            source = None if handle._cancelled else _source_of(handle)
            if source is None or not self._may_wait() or not self._ask("latency", (handle, "later")):
                ready.append(handle)
            else:
                self._held_back += 1
                self._arrivals.append(((source, self._held_back), handle))

    def _may_wait(self) -> bool:
        """Say whether anything else can happen meanwhile."""
        return bool(self._ready or self._arrivals) or self._time_may_pass()

    def _time_may_pass(self) -> bool:
        due = self.next_due() if self._asking and not self.held else None
        return due is not None and due - self._now <= self._slack


def _source_of(handle: Any) -> Hashable | None:
    callback = handle._callback
    if type(callback).__name__ == STEP:
        return "start or yield"
    return "sleep" if callback is _WAKE_SLEEPER and callback is not None else None
