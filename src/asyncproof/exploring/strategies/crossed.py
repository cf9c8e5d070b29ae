"""One cancellation and one other odd answer, in every pair that there is of them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.exploring.lookout import Lookout
from asyncproof.exploring.strategies.depth_first import Prefix, turnings
from asyncproof.exploring.strategies.sweep import cancellations
from asyncproof.loop.questions import CANCEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asyncproof.core import Chooser
    from asyncproof.exploring.lookout import Answers, Hit
    from asyncproof.exploring.outcome import Outcome
    from asyncproof.exploring.strategies.sweep import Turn

NONE, LATE, BOTH = "none", "late", "both"
"""What a run has of the two; one that has a cancellation alone is CANCEL."""
SOON, LATER, LAST = range(3)
"""When the runs of a branch have their turns."""


class Branch(NamedTuple):
    """Runs that turn off from one to one more odd answer, and what they have."""

    runs: Iterator[Answers]
    have: str


class Crossed:
    """Cancels everywhere in each run in which one thing is late, then lets all be late after a cancellation.

    Either alone was tried before: the sweep shows what a cancellation does in stock asyncio's order, few
    deviations show what comes of one delay. Many a bug takes both: who is late has to wait for somebody, and
    is cancelled while it is handed what it waits for. All runs with one of the two are turned off from by
    turns. What is likely to be the same comes last: a task is cancelled again where it has stood before, a
    run is gone on with that has the shape of another one.
    """

    def __init__(self) -> None:
        """Begin with what stock asyncio does."""
        self.exhausted = False
        self.bound = "every cancellation was tried with every other answer that stock asyncio would not give"
        self._branches: tuple[deque[Branch], ...] = (deque([Branch(iter([()]), NONE)]), deque(), deque())
        self._running: deque[tuple[int, str]] = deque()
        self._needed: set[Answers] = set()
        self._shapes: set[tuple[object, ...]] = set()
        self._coming = self._draw()

    @property
    def waits(self) -> bool:
        """Whether it takes the runs under way to know how to go on."""
        return self._coming is None

    def chooser(self) -> Chooser:
        """Return who gives the next answers; a run that somebody may be cancelled in is looked at."""
        answers, has = self._coming or ((), NONE)
        self._running.append((len(answers), has))
        self._coming = self._draw()
        return Lookout(Prefix(answers)) if has in (NONE, LATE) else Prefix(answers)

    def learn(self, outcome: Outcome) -> None:
        """Note what can be odd after that, unless it was bad enough."""
        start, has = self._running.popleft()
        if outcome.needed:
            self._needed.add(outcome.needed)
        elif not outcome.failed and has != BOTH:
            self._go_on(outcome, start, has)
        if self._coming is None:
            self._coming = self._draw()
        self.exhausted = self._coming is None and not self._running

    def _go_on(self, outcome: Outcome, start: int, has: str) -> None:
        picked = [choice.picked for choice in outcome.schedule]
        shape = tuple((choice.kind, choice.options) for choice in outcome.schedule)
        is_known = shape in self._shapes
        self._shapes.add(shape)
        if has != CANCEL:
            have = CANCEL if has == NONE else BOTH
            anew, again = _by_place(cancellations(outcome, start))
            self._add(LAST if is_known else SOON, Branch(self._unless_needed(anew, picked), have))
            self._add(LAST, Branch(self._unless_needed(again, picked), have))
        if has != LATE:
            options = [choice.options for choice in outcome.schedule]
            places = [at for at in range(start, len(shape)) if shape[at][0] != CANCEL]
            when, have = (SOON, LATE) if has == NONE else (LAST if is_known else LATER, BOTH)
            self._add(when, Branch(turnings(picked, options, places), have))

    def _add(self, when: int, branch: Branch) -> None:
        self._branches[when].append(branch)

    def _unless_needed(self, turns: Sequence[Turn], picked: Sequence[int]) -> Iterator[Answers]:
        """Go through the runs that are left for a cancellation, but not of tasks that are needed."""
        for turn in turns:
            if not turn.is_of(self._needed):
                yield turn.left(picked)

    def _draw(self) -> tuple[Answers, str] | None:
        """Take the next run of each branch by turns."""
        for branches in self._branches:
            while branches:
                branch = branches.popleft()
                answers = next(branch.runs, None)
                if answers is not None:
                    branches.append(branch)
                    return answers, branch.have
        return None


def _by_place(turns: Sequence[Turn]) -> tuple[list[Turn], list[Turn]]:
    """Return the cancellations of a task where it has just come to stand, and all others."""
    seen: set[Hit | None] = {None}
    anew: list[Turn] = []
    again: list[Turn] = []
    for turn in turns:
        (again if turn.hit in seen else anew).append(turn)
        seen.add(turn.hit)
    return anew, again
