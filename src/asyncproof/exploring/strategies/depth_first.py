"""Depth first: every answer to every question, one after the other, until all are tried."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
        self._running: deque[tuple[int, ...]] = deque()
        self._branches: list[Iterator[tuple[int, ...]]] = [iter([()])]
        self._left = 1
        self._runs = 0
        self._done = 0.0

    @property
    def waits(self) -> bool:
        """Whether it takes the runs under way to know what else there is to try."""
        return not self._left

    def chooser(self) -> Prefix:
        """Return who answers as before up to the point where it is time for something new."""
        answers = next(self._branches[-1], None)
        while answers is None:
            self._branches.pop()
            answers = next(self._branches[-1], None)
        self._left -= 1
        self._running.append(answers)
        return Prefix(answers)

    def learn(self, outcome: Outcome) -> None:
        """Note every other answer that could be given, from where on the run was left to itself."""
        start = len(self._running.popleft())
        picked = tuple(choice.picked for choice in outcome.schedule)
        options = tuple(choice.options for choice in outcome.schedule)
        self._runs += 1
        self._done += _share(options)
        self._left += sum(options[start:]) - len(options[start:])
        self._branches.append(turnings(picked, options, reversed(range(start, len(picked)))))
        if not self._left and not self._running:
            self.exhausted, self._done = True, 1.0

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


def turnings(
    picked: Sequence[int], options: Sequence[int], places: Iterable[int]
) -> Iterator[tuple[int, ...]]:
    """Go through the runs that turn off from one at these places, to what stock asyncio would not do."""
    for place in places:
        for answer in range(1, options[place]):
            yield (*picked[:place], answer)


def _share(options: Iterable[int]) -> float:
    """Return which share of a tree one path is, if all branches of a question are of one size."""
    share = 1.0
    for among in options:
        share /= among
    return share
