"""Few deviations: what stock asyncio does but for one answer, then for two, each in turn."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.exploring.strategies.depth_first import Prefix, turnings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.exploring.outcome import Outcome

MOST = 2


class Deviations:
    """Tries every single deviation, and every pair of them: most bugs need no more.

    A deviation is an answer that stock asyncio would not give; all after it is as in stock asyncio again.
    That is delay-bounded search (Emmi and others, 2011), with answers in the place of delays.
    No run is done twice: each deviates where none before it did, after its own last deviation.
    """

    def __init__(self, most: int = MOST) -> None:
        """Begin with what stock asyncio does."""
        self.exhausted = False
        self.bound = f"every schedule with up to {most} deviations from stock asyncio was tried"
        self._most = most
        self._level: deque[Iterator[tuple[int, ...]]] = deque([iter([()])])
        self._next: deque[Iterator[tuple[int, ...]]] = deque()
        self._running: deque[tuple[int, ...]] = deque()
        self._coming: tuple[int, ...] | None = self._draw()
        self._depth = 0
        self._parents, self._waiting, self._following = 0, 1, 0

    @property
    def waits(self) -> bool:
        """Whether it takes the runs under way to know how to go on."""
        return self._coming is None

    def chooser(self) -> Prefix:
        """Return who deviates where it has not yet been tried."""
        answers = self._coming or ()
        self._running.append(answers)
        self._coming = self._draw()
        return Prefix(answers)

    def learn(self, outcome: Outcome) -> None:
        """Note where the run can be left after its last deviation, and see what comes next."""
        start = len(self._running.popleft())
        if self._depth < self._most:
            choices = outcome.schedule.choices
            parent = Parent(
                tuple(choice.picked for choice in choices),
                tuple(choice.options for choice in choices),
                start,
            )
            self._next.append(parent.children())
            self._parents += 1
            self._following += parent.size
        self._waiting -= 1
        while self._coming is None and not self._running and self._depth < self._most:
            self._depth += 1
            self._level, self._next = self._next, deque()
            self._parents, self._waiting, self._following = 0, self._following, 0
            self._coming = self._draw()
        self.exhausted = self._coming is None and not self._running

    def ends_within(self, runs: int) -> bool:
        """Guess whether so many more runs are enough: those that wait, and those that will follow them."""
        if self._depth >= self._most:
            return self._waiting <= runs
        if not self._parents:
            return True
        follow = self._following + self._waiting * self._following // self._parents
        return self._waiting + follow <= runs

    def _draw(self) -> tuple[int, ...] | None:
        """Take the next run of each parent by turns, so that a small budget sees something of all of them."""
        while self._level:
            children = self._level.popleft()
            child = next(children, None)
            if child is not None:
                self._level.append(children)
                return child
        return None


@dataclass(frozen=True)
class Parent:
    """A run, and from where on it may be left; its children are made when their turn comes."""

    picked: tuple[int, ...]
    options: tuple[int, ...]
    start: int

    @property
    def size(self) -> int:
        """How many children it has."""
        return sum(self.options[self.start :]) - len(self.options[self.start :])

    def children(self) -> Iterator[tuple[int, ...]]:
        """Go through the runs that deviate from this one once more, at a later place."""
        return turnings(self.picked, self.options, range(self.start, len(self.picked)))
