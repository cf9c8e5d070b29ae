"""A random walk: every answer is as likely as any other, with more or less of what stock asyncio does."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.exploring.outcome import Outcome

RATES = (0.5, 0.1, 0.9, 0.02)
"""How often an answer is another one than stock asyncio's, by turns: bugs need few of them, or many."""


class Walk:
    """Answers at random, each run in another mood."""

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        self.exhausted = False
        self.bound = ""
        self._seed = seed
        self._runs = 0

    def chooser(self) -> Dice:
        """Return dice of their own for the next run."""
        number, self._runs = self._runs, self._runs + 1
        return Dice(random.Random(f"{self._seed}:{number}"), RATES[number % len(RATES)])  # noqa: S311 - to be repeated

    def learn(self, outcome: Outcome) -> None:
        """Learn nothing."""


class Dice:
    """Now and then gives another answer than stock asyncio."""

    def __init__(self, dice: random.Random, rate: float) -> None:
        """Take dice, and how often they fall."""
        self._dice = dice
        self._rate = rate

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Answer."""
        del kind
        if self._dice.random() >= self._rate:
            return 0
        return self._dice.randrange(len(options))
