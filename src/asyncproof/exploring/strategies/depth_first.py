"""Depth first: every answer to every question, one after the other, until all are tried."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from asyncproof.exploring.outcome import Outcome

FEW, MORE = 8, 64
"""Runs after which the size of the whole is guessed: more of them where states are known again."""


class Memory(Protocol):
    """Knows a state of a run again, so that what can happen from there is tried but once."""

    @property
    def words(self) -> str:
        """What it has done, to be added to what was tried."""
        ...  # pragma: no cover - a protocol has no body

    def chooser(self, answers: tuple[int, ...]) -> Prefix:
        """Return who gives some answers, and notes in which states the run is after them."""
        ...  # pragma: no cover - a protocol has no body

    def forgets(self, outcome: Outcome) -> bool:
        """Tell whether all has to be begun anew, since states were taken for the same that may not be."""
        ...  # pragma: no cover - a protocol has no body

    def new_until(self, start: int, outcome: Outcome) -> int:
        """Return how many of a run's questions were put before it came to a state that is known."""
        ...  # pragma: no cover - a protocol has no body


class DepthFirst:
    """Tries all schedules: the last answer that can be another one is another one in the next run.

    It proves what is small, and finds little in what is big: it turns the end of a run over and over.
    Where it can tell the states of a run, it tries but once what can happen from each of them. A run that
    comes to a known state still goes on to its end, as stock asyncio does: what it has done on its way there
    is judged with it.
    """

    def __init__(self, memory: Memory | None = None) -> None:
        """Begin with what stock asyncio does; a memory knows states again."""
        self._memory = memory
        self._running: deque[tuple[int, ...]] = deque()
        self._begin()

    def _begin(self) -> None:
        self.exhausted = False
        self._branches: list[Iterator[tuple[int, ...]]] = [iter([()])]
        self._left = 1
        self._runs = 0
        self._done = 0.0
        self._shares: list[float] = []
        """How much was done before each run."""

    @property
    def bound(self) -> str:
        """Within which bound everything was tried."""
        words = "" if self._memory is None else self._memory.words
        return f"every answer to every question was tried{words}"

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
        return Prefix(answers) if self._memory is None else self._memory.chooser(answers)

    def learn(self, outcome: Outcome) -> None:
        """Note every other answer that could be given, from where on the run was left to itself."""
        start = len(self._running.popleft())
        new = outcome.schedule.choices
        if self._memory is not None:
            if self._memory.forgets(outcome):
                self._begin()
                return
            new = new[: self._memory.new_until(start, outcome)]
        picked = tuple(choice.picked for choice in new)
        options = tuple(choice.options for choice in new)
        self._runs += 1
        self._shares.append(self._done)
        self._done += _share(options)
        self._left += sum(options[start:]) - len(options[start:])
        self._branches.append(turnings(picked, options, reversed(range(start, len(picked)))))
        if not self._left and not self._running:
            self.exhausted, self._done = True, 1.0

    def ends_within(self, runs: int) -> bool:
        """Guess whether so many more runs are enough, from the share of the whole that is done.

        Where states are known again, that share grows faster and faster: it is guessed to go on so.
        """
        before = self._shares[self._runs // 2] if self._shares else 0.0
        merges = self._memory is not None and bool(self._memory.words)
        if self._runs < (MORE if merges else FEW) or not before:
            return True
        growth = max(1.0, math.log2(self._done / before)) if merges else 1.0
        needed: float = self._runs * (1 / self._done) ** (1 / growth)
        return needed <= self._runs + runs


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
