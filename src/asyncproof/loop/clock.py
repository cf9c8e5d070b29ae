"""The virtual clock as a test sees it: what time it is, and how to move it by hand."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from asyncproof.core import Instant, UsageError, from_seconds, to_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.loop.idling import IdlingLoop


class VirtualClock:
    """Reads and moves the time of one loop; seconds count from the origin that a test's start sets."""

    def __init__(self, loop: IdlingLoop) -> None:
        """Belong to a loop, with the origin where the loop's time starts."""
        self._loop = loop
        self._origin: Instant = 0
        self._targets: list[Instant] = []

    @property
    def now(self) -> float:
        """The seconds that have passed since the origin."""
        return to_seconds(self.now_ns)

    @property
    def now_ns(self) -> Instant:
        """The nanoseconds that have passed since the origin."""
        return self._loop.now_ns - self._origin

    @property
    def frozen(self) -> bool:
        """Whether time passes only by `advance`."""
        return self._loop.virtual and self._loop.held > 0

    def mark_origin(self) -> None:
        """Count from now on from zero."""
        self._origin = self._loop.now_ns

    async def advance(self, seconds: float) -> None:
        """Let this many seconds pass; everything due on the way runs, in order, each at its own time."""
        self._check_virtual("advance")
        given: object = seconds  # whatever the annotation says
        if not isinstance(given, (int, float)) or not 0 <= given < float("inf"):
            raise UsageError(
                f"clock.advance({seconds!r}): time cannot go back, nor on for ever."
                " Give the seconds to let pass, a number from 0."
            )
        target = self._loop.now_ns + from_seconds(seconds)
        self._targets.append(target)
        try:
            while await self._is_below(target):
                pass
            self._loop.move_clock(target)
        finally:
            self._targets.remove(target)

    async def _is_below(self, target: Instant) -> bool:
        """Let happen what can, then move to the next timer; tell whether there is more to do.

        Of several who advance the clock at once, the one with the nearest target moves it.
        """
        await self.settle()
        if target > min(self._targets):
            return True
        due = self._loop.next_due()
        if due is None or due > target:
            return False
        self._loop.move_clock(due)
        return True

    async def settle(self) -> None:
        """Let everything run that can run without time passing, until nothing but timers is left."""
        self._check_virtual("settle")
        await self._loop.idle_moment()

    @contextmanager
    def freeze(self) -> Iterator[VirtualClock]:
        """Let time pass only by `advance` while the block runs."""
        self._check_virtual("freeze")
        self._loop.held += 1
        try:
            yield self
        finally:
            self._loop.held -= 1

    def _check_virtual(self, name: str) -> None:
        if not self._loop.virtual:
            raise UsageError(
                f"clock.{name}() needs virtual time, but this loop runs in real time."
                " Mark the test with @pytest.mark.virtual_time, or make the loop with virtual=True."
            )

    def __repr__(self) -> str:
        """Say what time it is."""
        return f"<VirtualClock now={self.now}{' frozen' if self.frozen else ''}>"
