"""A random walk: every answer is as likely as any other, with more or less of what stock asyncio does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.exploring.strategies.seeded import Seeded

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from asyncproof.exploring.strategies.seeded import Pick

RATES = (0.5, 0.1, 0.9, 0.05)
"""How often an answer is another one than stock asyncio's, by turns: bugs need few of them, or many."""


class Walk(Seeded):
    """Answers at random, each run in another mood.

    It knows nothing of the program, so nothing can mislead it, and it finds most bugs that need one or two
    lucky answers. What needs many in a row, it hardly ever finds.
    """

    name = "walk"

    def picker(self, dice: random.Random) -> Pick:
        """Return dice that fall as often as this run's mood says."""
        rate = RATES[(self.runs - 1) % len(RATES)]

        def pick(kind: str, options: Sequence[object]) -> int:
            del kind
            return dice.randrange(len(options)) if dice.random() < rate else 0

        return pick
