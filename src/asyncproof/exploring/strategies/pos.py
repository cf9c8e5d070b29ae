"""Random ranks for what is about to happen, not for who does it: partial order sampling (POS)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from asyncproof.exploring.strategies.seeded import Seeded
from asyncproof.loop.questions import ORDER

if TYPE_CHECKING:
    import asyncio
    import random
    from collections.abc import Sequence


class PartialOrder(Seeded):
    """Ranks each single event when it is first seen, and keeps that rank until the event has happened.

    It is partial order sampling (Yuan, Yang and Gu, 2018) on the questions of this loop. A walk that throws
    dice at every question lets nothing wait for long; here what ranks low waits for long, and what ranks
    high comes at once, so that the orders of few events are drawn more evenly.
    """

    name = "partial order"

    def picker(self) -> type[EventRanks]:
        """Return who goes by the ranks of events."""
        return EventRanks


class EventRanks:
    """The ranks of the events of one run."""

    def __init__(self, dice: random.Random) -> None:
        """Begin with every event unranked."""
        self._dice = dice
        self._ranks: WeakKeyDictionary[asyncio.Handle, float] = WeakKeyDictionary()

    def pick(self, kind: str, options: Sequence[Any]) -> int:
        """Take the event that ranks highest; to put off is an event of its own each time."""
        dice = self._dice
        if kind not in ORDER:
            return dice.randrange(len(options))
        found = [
            dice.random() if isinstance(option, str) else self._ranks.setdefault(option, dice.random())
            for option in options
        ]
        return max(range(len(found)), key=found.__getitem__)
