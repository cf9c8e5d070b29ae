"""Depth first: every answer to every question, one after the other, until all are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.exploring.outcome import Outcome


class DepthFirst:
    """Tries all schedules: the last answer that can be another one is another one in the next run."""

    def __init__(self) -> None:
        """Begin with what stock asyncio does."""
        self.exhausted = False
        self.bound = "every answer to every question was tried"
        self._prefix: list[int] = []

    def chooser(self) -> Prefix:
        """Return who answers as before up to the point where it is time for something new."""
        return Prefix(self._prefix)

    def learn(self, outcome: Outcome) -> None:
        """Go back to the last question that has another answer."""
        answers = [(choice.picked, choice.options) for choice in outcome.schedule]
        while answers and answers[-1][0] + 1 >= answers[-1][1]:
            answers.pop()
        if not answers:
            self.exhausted = True
            return
        self._prefix = [picked for picked, _ in answers]
        self._prefix[-1] += 1


class Prefix:
    """Gives some answers, and then what stock asyncio would do."""

    def __init__(self, answers: Sequence[int]) -> None:
        """Take the answers."""
        self._answers = list(answers)
        self._next = 0

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Give the next answer; one that is not offered is the last that is."""
        del kind
        number, self._next = self._next, self._next + 1
        if number >= len(self._answers):
            return 0
        return min(self._answers[number], len(options) - 1)
