"""The sweep of cancellations: one, before each step of anybody, of each task that may be hit."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from asyncproof.exploring.lookout import Lookout
from asyncproof.exploring.strategies.depth_first import Prefix, turnings
from asyncproof.loop.questions import CANCEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from asyncproof.core import Chooser
    from asyncproof.exploring.lookout import Answers
    from asyncproof.exploring.outcome import Outcome


class Sweep:
    """Cancels once, everywhere in turn, and else does what stock asyncio does.

    Once it has shown that a task is needed, whatever comes of its loss, that task is left alone.
    """

    def __init__(self) -> None:
        """Begin with a run in which nobody is cancelled, to see where somebody could be."""
        self.exhausted = False
        self.bound = "one cancellation before every step, in stock asyncio's order"
        self._coming: deque[tuple[Answers, Answers]] = deque()
        self._begun = self._heard = 0

    @property
    def waits(self) -> bool:
        """Whether the first run, or the last ones, are under way."""
        return self._begun > 0 and not self._coming

    def chooser(self) -> Chooser:
        """Return who cancels at the next place."""
        self._begun += 1
        return Prefix(self._coming.popleft()[0]) if self._coming else Lookout(Prefix(()))

    def learn(self, outcome: Outcome) -> None:
        """Note, after the first run, where somebody can be cancelled."""
        if not self._heard:
            picked = [choice.picked for choice in outcome.schedule]  # nobody: the run without a cancellation
            options = [choice.options for choice in outcome.schedule]
            places = [at for at, choice in enumerate(outcome.schedule) if choice.kind == CANCEL]
            self._coming.extend(hits(picked, options, places, outcome.seen))
        self._heard += 1
        if outcome.needed:
            self._coming = deque(one for one in self._coming if one[1] != outcome.needed)
        self.exhausted = not self._coming and self._heard == self._begun


def hits(
    picked: Sequence[int],
    options: Sequence[int],
    places: Iterable[int],
    seen: dict[int, tuple[Answers, ...]] | None,
) -> Iterator[tuple[Answers, Answers]]:
    """Go through runs that turn off from one to a cancellation, each with whom it hits if that was seen."""
    for answers in turnings(picked, options, places):
        place = len(answers) - 1
        yield answers, seen[place][answers[place]] if seen else ()
