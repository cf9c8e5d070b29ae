"""Depth first: every answer to every question, one after the other, until all are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.exploring.outcome import Outcome

FEW = 8
"""Runs after which the size of the whole is guessed."""


class DepthFirst:
    """Tries all schedules: the last answer that can be another one is another one in the next run.

    It proves what is small, and finds little in what is big: it turns the end of a run over and over.
    """

    def __init__(self) -> None:
        """Begin with what stock asyncio does."""
        self.exhausted = False
        self.bound = "every answer to every question was tried"
        self._prefix: list[int] = []
        self._runs = 0
        self._done = 0.0

    def chooser(self) -> Prefix:
        """Return who answers as before up to the point where it is time for something new."""
        return Prefix(self._prefix)

    def learn(self, outcome: Outcome) -> None:
        """Go back to the last question that has another answer."""
        answers = [(choice.picked, choice.options) for choice in outcome.schedule]
        self._runs += 1
        while answers and answers[-1][0] + 1 >= answers[-1][1]:
            answers.pop()
        if not answers:
            self.exhausted, self._done = True, 1.0
            return
        self._prefix = [picked for picked, _ in answers]
        self._prefix[-1] += 1
        self._done = _share_before(self._prefix, [options for _, options in answers])

    def ends_within(self, runs: int) -> bool:
        """Guess whether so many more runs are enough, from the share of the whole that is done."""
        return self._runs < FEW or self._runs * (1 - self._done) <= runs * self._done


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


def _share_before(prefix: Sequence[int], options: Sequence[int]) -> float:
    """Return which share of a tree lies before a path, if all branches of a question are of one size."""
    share = 0.0
    for picked, among in zip(reversed(prefix), reversed(options), strict=True):
        share = (picked + share) / among
    return share
