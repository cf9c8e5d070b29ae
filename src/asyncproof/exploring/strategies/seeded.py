"""What searches at random have in common: dice of their own for each run, and one moment to cancel at."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asyncproof.core import Chooser
    from asyncproof.exploring.outcome import Outcome

    Pick = Callable[[str, Sequence[object]], int]

AGAIN = 0.5
"""How often somebody is cancelled a second time, where that is allowed."""


class Seeded:
    """Searches at random: run number n of a seed is the same run everywhere."""

    name = "seeded"

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        self.exhausted = False
        self.bound = ""
        self.runs = 0
        self._seed = seed
        self._moments = 0

    def chooser(self) -> Chooser:
        """Return who decides in the next run, with dice of its own."""
        dice = random.Random(f"{self._seed}:{self.name}:{self.runs}")  # noqa: S311 - to be repeated
        self.runs += 1
        return Canceller(dice, self._moments, self.picker(dice))

    def learn(self, outcome: Outcome) -> None:
        """Remember how many moments there are, in a run without it, at which somebody may be cancelled."""
        asked = [choice.picked for choice in outcome.schedule if choice.kind == "cancel"]
        if not any(asked):
            self._moments = max(self._moments, len(asked))

    def picker(self, dice: random.Random) -> Pick:
        """Return who answers all questions but those for cancellations."""
        raise NotImplementedError


class Canceller:
    """Cancels somebody at one moment, each as likely as any other, and has all else decided."""

    def __init__(self, dice: random.Random, moments: int, pick: Pick) -> None:
        """Choose the moment, of as many as there were in other runs, or a few more."""
        self._dice = dice
        self._left = dice.randrange(moments + moments // 8 + 1) if moments else -1
        self._pick = pick

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Answer."""
        if kind != "cancel":
            return self._pick(kind, options)
        now, self._left = self._left == 0, self._left - 1
        if now and self._dice.random() < AGAIN:  # another cancellation, if one more is allowed
            self._left = self._dice.randrange(64)
        return self._dice.randrange(1, len(options)) if now else 0
