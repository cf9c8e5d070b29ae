"""The plainest choosers: the first option, a random one, or what a schedule says."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from asyncproof.core import ReplayError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Schedule


class FirstChooser:
    """Always does what stock asyncio would do, but has every question recorded."""

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Take the first option."""
        del kind, options
        return 0


class RandomChooser:
    """Takes any option with equal chance, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        """Start the sequence that belongs to the seed."""
        self.seed = seed
        self._random = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Take any option."""
        del kind
        return int(self._random.random() * len(options))


class ReplayChooser:
    """Answers as a schedule says, and stops when it is asked something else than the recorded run was."""

    def __init__(self, schedule: Schedule) -> None:
        """Take the answers from `schedule`; whatever comes after its end gets the first option."""
        self._choices = schedule.choices
        self._next = 0

    @property
    def finished(self) -> bool:
        """Whether every recorded choice was asked for."""
        return self._next >= len(self._choices)

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Take the recorded option."""
        if self.finished:
            return 0
        recorded = self._choices[self._next]
        if (recorded.kind, recorded.options) != (kind, len(options)):
            raise ReplayError(
                f"the replay left the recorded run at choice {self._next + 1} of {len(self._choices)}:"
                f" recorded was {recorded.kind!r} of {recorded.options}, asked is {kind!r} of {len(options)}."
                " Something that the loop does not control differs: the code, the Python version, real time,"
                " randomness, a thread. Replay with the same code, or explore again."
            )
        self._next += 1
        return recorded.picked
