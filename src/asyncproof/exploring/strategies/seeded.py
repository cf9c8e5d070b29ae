"""What searches at random have in common: dice of their own, and one moment at which something happens."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Protocol

from asyncproof.loop.questions import RARE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asyncproof.exploring.outcome import Outcome

AGAIN = 0.5
"""How often somebody is cancelled a second time, or something else fails, where that is allowed."""


class Seeded:
    """Searches at random: run number n of a seed is the same run everywhere."""

    name = "seeded"

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        self.exhausted = self.waits = False
        self.bound = ""
        self.runs = 0
        self._seed = seed
        self._moments = 0

    def chooser(self) -> Canceller:
        """Return who decides in the next run, with dice of its own."""
        word = f"{self._seed}:{self.name}:{self.runs}"
        self.runs += 1
        return Canceller(word, self._moments, self.picker())

    def learn(self, outcome: Outcome) -> None:
        """Remember how many moments there are, in a run without it, at which that may happen."""
        asked = [choice.picked for choice in outcome.schedule if choice.kind in RARE]
        if not any(asked):
            self._moments = max(self._moments, len(asked))

    def picker(self) -> Callable[[random.Random], Picker]:
        """Return what makes, of dice, who answers all questions but those for what is rare.

        It can be pickled, so that the run can be done in another process.
        """
        raise NotImplementedError


class Picker(Protocol):
    """Who answers in one run; what its strategy wants to know of it afterwards may be in `seen`."""

    def pick(self, kind: str, options: Sequence[Any]) -> int:
        """Answer."""
        ...


class Canceller:
    """Cancels somebody, or lets something fail, at one moment, each as likely as any other."""

    def __init__(self, word: str, moments: int, picker: Callable[[random.Random], Picker]) -> None:
        """Choose the moment, of as many as there were in other runs, or a few more."""
        self._made_of = word, moments, picker
        self._dice = dice = random.Random(word)  # noqa: S311 - to be repeated
        self._picker = picker(dice)
        self._pick = self._picker.pick
        self._left = dice.randrange(moments + moments // 8 + 1) if moments else -1

    def __reduce__(self) -> tuple[Any, ...]:
        """Be pickled as what it is made of: dice are long, and what they have shown is of one run."""
        return Canceller, self._made_of

    @property
    def seen(self) -> Any:
        """What the strategy has to know of the run."""
        return getattr(self._picker, "seen", None)

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Answer."""
        if kind not in RARE:
            return self._pick(kind, options)
        now, self._left = self._left == 0, self._left - 1
        if now and self._dice.random() < AGAIN:  # once more, if that is allowed
            self._left = self._dice.randrange(64)
        return self._dice.randrange(1, len(options)) if now else 0
