"""What can be said after looking at many runs, each with the bound within which it holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Certainty(str, Enum):
    """How much a verdict is worth."""

    PROVEN = "proven"
    """Every schedule was covered."""
    BOUNDED = "bounded"
    """Every schedule within the bound was covered."""
    SAMPLED = "sampled"
    """Some schedules were tried."""
    INCONCLUSIVE = "inconclusive"
    """Too few runs came to an end to say anything."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The certainty reached, the runs it rests on, and the bound in words."""

    certainty: Certainty
    runs: int
    bound: str = ""

    def __str__(self) -> str:
        """Say it in one line."""
        runs = "1 run" if self.runs == 1 else f"{self.runs:,} runs"
        text = f"{self.certainty.value} by {runs}"
        return f"{text} ({self.bound})" if self.bound else text
