"""A run as its list of choices, and the short text form that replays it anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.core import codec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.core.choice import Choice


@dataclass(frozen=True, slots=True)
class Schedule:
    """The choices of one run, and the seed of its randomness."""

    choices: tuple[Choice, ...] = ()
    seed: int = 0

    def __len__(self) -> int:
        """Count the choices."""
        return len(self.choices)

    def __iter__(self) -> Iterator[Choice]:
        """Go through the choices in the order in which they were made."""
        return iter(self.choices)

    def __str__(self) -> str:
        """Return the text form."""
        return self.to_text()

    def to_text(self) -> str:
        """Write the schedule as one word that survives shells, URLs and log files."""
        return codec.encode(self.choices, seed=self.seed)

    @classmethod
    def from_text(cls, text: str) -> Schedule:
        """Read a schedule back, or raise `ScheduleError` saying what is wrong with the text."""
        choices, seed = codec.decode(text)
        return cls(choices, seed)
