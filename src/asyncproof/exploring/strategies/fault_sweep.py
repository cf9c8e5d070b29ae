"""Faults without any other freedom: one wherever something outside can fail, then two, and so on."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from asyncproof.exploring.strategies.depth_first import Prefix, turnings
from asyncproof.loop.questions import FAULT

if TYPE_CHECKING:
    from asyncproof.exploring.outcome import Outcome


class FaultSweep:
    """Lets everything that can fail do so in turn, alone, and else does what stock asyncio does.

    If more than one fault is allowed, it goes on with every pair of them, and so on: what can fail after a
    fault, as a second attempt, is seen in the run with the first one.
    """

    def __init__(self, most: int = 1) -> None:
        """Begin with a run in which nothing fails, to see what could."""
        self.exhausted = False
        self.bound = _bound(most)
        self._most = most
        self._coming: deque[tuple[int, ...]] = deque([()])
        self._running: deque[tuple[int, ...]] = deque()

    @property
    def waits(self) -> bool:
        """Whether it takes the runs under way to know what else can fail."""
        return not self._coming

    def chooser(self) -> Prefix:
        """Return who lets the next thing fail."""
        answers = self._coming.popleft()
        self._running.append(answers)
        return Prefix(answers)

    def learn(self, outcome: Outcome) -> None:
        """Note what else can fail after what has failed in this run."""
        answers = self._running.popleft()
        choices = outcome.schedule.choices
        failed = sum(1 for choice in choices[: len(answers)] if choice.kind == FAULT and choice.picked)
        if failed < self._most:
            self._coming += turnings(
                [choice.picked for choice in choices],
                [choice.options for choice in choices],
                (place for place in range(len(answers), len(choices)) if choices[place].kind == FAULT),
            )
        self.exhausted = not self._coming and not self._running


def _bound(most: int) -> str:
    count = "one fault" if most == 1 else f"up to {most} faults"
    return f"{count} wherever something outside can fail, in stock asyncio's order"
