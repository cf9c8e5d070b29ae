"""A random walk: every answer is as likely as any other, with more or less of what stock asyncio does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asyncproof.exploring.strategies.seeded import Seeded

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

RATES = (0.5, 0.1, 0.9, 0.05)
"""How often an answer is another one than stock asyncio's, by turns: bugs need few of them, or many."""


class Walk(Seeded):
    """Answers at random, each run in another mood.

    It knows nothing of the program, so nothing can mislead it, and it finds most bugs that need one or two
    lucky answers. What needs many in a row, it hardly ever finds.
    """

    name = "walk"

    def picker(self) -> partial[Mood]:
        """Return dice that fall as often as this run's mood says."""
        return partial(Mood, rate=RATES[(self.runs - 1) % len(RATES)])


class Mood:
    """How often the answers of one run are odd."""

    def __init__(self, dice: random.Random, rate: float) -> None:
        """Take the dice, and how often they are thrown."""
        self._dice = dice
        self._rate = rate

    def pick(self, kind: str, options: Sequence[object]) -> int:
        """Answer as stock asyncio would, or at random."""
        del kind
        return self._dice.randrange(len(options)) if self._dice.random() < self._rate else 0
