"""Few deviations: what stock asyncio does but for one answer, then for two, three, each in turn."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from asyncproof.exploring.strategies.depth_first import Prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.exploring.outcome import Outcome

MOST = 2


class Deviations:
    """Tries every single deviation, and every pair of them: most bugs need no more."""

    def __init__(self, most: int = MOST) -> None:
        """Begin with what stock asyncio does."""
        self.exhausted = False
        self.bound = f"every schedule with up to {most} deviations from stock asyncio was tried"
        self._most = most
        self._level: list[tuple[int, ...]] = [()]
        self._next: list[tuple[int, ...]] = []
        self._running: tuple[int, ...] = ()
        self._depth = 0

    def chooser(self) -> Prefix:
        """Return who deviates where it has not yet been tried."""
        self._running = self._level.pop(0)
        return Prefix(self._running)

    def learn(self, outcome: Outcome) -> None:
        """Note which deviations the run has come by after its last one."""
        if self._depth < self._most:
            self._next.extend(self._further(outcome))
        if self._level:
            return
        self._depth += 1
        self._level, self._next = self._next, []
        self.exhausted = not self._level

    def _further(self, outcome: Outcome) -> Iterator[tuple[int, ...]]:
        choices = outcome.schedule.choices
        start = len(self._running)
        picked = tuple(choice.picked for choice in choices)
        for place in range(start, len(choices)):
            for answer in itertools.islice(itertools.count(1), choices[place].options - 1):
                yield (*picked[:place], answer)
