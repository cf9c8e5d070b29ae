"""The sweep of cancellations: one, before each step of anybody, of each task that may be hit."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.exploring.lookout import Lookout
from asyncproof.exploring.strategies.depth_first import Prefix
from asyncproof.loop.questions import CANCEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Chooser
    from asyncproof.exploring.lookout import Answers, Hit
    from asyncproof.exploring.outcome import Outcome


class Turn(NamedTuple):
    """Where a run can be left for a cancellation."""

    place: int
    answer: int
    hit: Hit | None
    """Whom it cancels, if that was seen."""

    def left(self, picked: Sequence[int]) -> Answers:
        """Return the answers of the run that turns off here from one with these."""
        return (*picked[: self.place], self.answer)

    def is_of(self, needed: set[Answers]) -> bool:
        """Say whether it cancels one of these tasks."""
        return self.hit is not None and self.hit.task in needed


class Sweep:
    """Cancels once, everywhere in turn, and else does what stock asyncio does.

    Once it has shown that a task is needed, whatever comes of its loss, that task is left alone.
    """

    def __init__(self) -> None:
        """Begin with a run in which nobody is cancelled, to see where somebody could be."""
        self.exhausted = False
        self.bound = "one cancellation before every step, in stock asyncio's order"
        self._coming: deque[Turn] = deque()
        self._picked: Sequence[int] = ()
        self._begun = self._heard = 0

    @property
    def waits(self) -> bool:
        """Whether the first run, or the last ones, are under way."""
        return self._begun > 0 and not self._coming

    def chooser(self) -> Chooser:
        """Return who cancels at the next place."""
        self._begun += 1
        if not self._coming:
            return Lookout(Prefix(()))
        return Prefix(self._coming.popleft().left(self._picked))

    def learn(self, outcome: Outcome) -> None:
        """Note, after the first run, where somebody can be cancelled."""
        if not self._heard:
            self._picked = [choice.picked for choice in outcome.schedule]  # nobody is cancelled there
            self._coming.extend(cancellations(outcome))
        self._heard += 1
        if outcome.needed:
            self._coming = deque(turn for turn in self._coming if not turn.is_of({outcome.needed}))
        self.exhausted = not self._coming and self._heard == self._begun


def cancellations(outcome: Outcome, start: int = 0) -> list[Turn]:
    """Return where, from a question on, somebody could have been cancelled in a run in which nobody was."""
    return [
        Turn(place, answer, outcome.seen[place][answer] if outcome.seen else None)
        for place, choice in enumerate(outcome.schedule)
        if place >= start and choice.kind == CANCEL
        for answer in range(1, choice.options)
    ]
