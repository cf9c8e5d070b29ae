"""The sweep of cancellations: one, before each step of anybody, of each task that may be hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.exploring.strategies.depth_first import Prefix, turnings
from asyncproof.loop.questions import CANCEL

if TYPE_CHECKING:
    from asyncproof.exploring.outcome import Outcome


class Sweep:
    """Cancels once, everywhere in turn, and else does what stock asyncio does."""

    def __init__(self) -> None:
        """Begin with a run in which nobody is cancelled, to see where somebody could be."""
        self.exhausted = False
        self.bound = "one cancellation before every step, in stock asyncio's order"
        self._todo: list[tuple[int, ...]] | None = None
        self._begun = self._heard = 0

    @property
    def waits(self) -> bool:
        """Whether the first run, or the last ones, are under way."""
        return self._begun > (0 if self._todo is None else len(self._todo))

    def chooser(self) -> Prefix:
        """Return who cancels at the next place."""
        self._begun += 1
        return Prefix(self._todo[self._begun - 2] if self._todo else ())

    def learn(self, outcome: Outcome) -> None:
        """Note, after the first run, where somebody can be cancelled."""
        if self._todo is None:
            choices = outcome.schedule.choices
            self._todo = list(
                turnings(
                    [choice.picked for choice in choices],  # nobody: it was the run without a cancellation
                    [choice.options for choice in choices],
                    (place for place, choice in enumerate(choices) if choice.kind == CANCEL),
                )
            )
        self._heard += 1
        self.exhausted = self._heard > len(self._todo)
