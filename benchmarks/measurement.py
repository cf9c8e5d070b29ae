"""What a benchmark found: figures, the ratios between them and the goals they are held against."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Size:
    """How much to measure: rounds, and how much work a round is."""

    rounds: int = 7
    scale: float = 1.0

    @property
    def in_full(self) -> bool:
        """Whether the figures are meant to be looked at."""
        return self.scale >= 1

    def of(self, full: int) -> int:
        """Return *full* made smaller by the scale, but never nothing."""
        return max(1, round(full * self.scale))


@dataclass(frozen=True)
class Subject:
    """One thing to measure: its name and a function that measures it once."""

    name: str
    measure: Callable[[], float]


@dataclass(frozen=True)
class Figure:
    """What was measured for one subject, one value for each round."""

    name: str
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The value in the middle."""
        return statistics.median(self.values)

    @property
    def spread(self) -> float:
        """Half the distance between the quartiles, as a part of the median."""
        if len(self.values) < 2 or not self.median:  # noqa: PLR2004 - quartiles need two values
            return 0.0
        low, _, high = statistics.quantiles(self.values, n=4, method="inclusive")
        return (high - low) / 2 / self.median

    def over(self, other: Figure) -> float:
        """Return the median of the ratios to *other*, round by round: a slow minute hits both."""
        return statistics.median(
            mine / theirs for mine, theirs in zip(self.values, other.values, strict=True)
        )


@dataclass(frozen=True)
class Goal:
    """A number that the project promises to keep."""

    claim: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the value is on the right side of the limit."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


@dataclass(frozen=True)
class Measurement:
    """All that one benchmark has to say."""

    title: str
    unit: str
    figures: tuple[Figure, ...]
    baseline: str | None = None
    goals: tuple[Goal, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def ratio(self, figure: Figure) -> float | None:
        """Return *figure* over the baseline, or None where there is none."""
        for other in self.figures:
            if other.name == self.baseline:
                return figure.over(other)
        return None
