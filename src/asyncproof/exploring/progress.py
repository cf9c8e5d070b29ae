"""How far an exploration has come: counted run by run, for those who want to watch."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.exploring.outcome import Outcome

    Point = tuple[str, int, str]
    """A rung, the number of a question in its run, and what kind of question it is."""


@dataclass(slots=True)
class Progress:
    """What is known after so many runs."""

    tell: Callable[[Progress], None]
    """Who is told, after each run."""
    clock: Callable[[], float] = time.monotonic
    rung: str = ""
    runs: int = 0
    most_runs: int = 0
    """How many there are at most."""
    failures: int = 0
    answers: int = 0
    """How many answers are known that could be given, of all questions met so far."""
    tried: int = 0
    """How many of these were given in some run."""
    _deadline: float | None = None
    _began: float = 0.0
    _options: dict[Point, int] = field(default_factory=dict)
    _picked: set[tuple[Point, int]] = field(default_factory=set)

    def begin(self, most_runs: int, deadline: float | None) -> None:
        """Begin to count, or go on with another exploration of the same."""
        self.most_runs, self._deadline = self.runs + most_runs, deadline
        self._began = self._began or self.clock()

    def ran(self, rung: str, outcome: Outcome, failures: int) -> None:
        """Count a run."""
        self.rung, self.failures = rung, failures
        self.runs += 1
        for place, choice in enumerate(outcome.schedule):
            point = rung, place, choice.kind
            known = self._options.get(point, 0)
            if choice.options > known:
                self._options[point] = choice.options
                self.answers += choice.options - known
            given = point, choice.picked
            if given not in self._picked:
                self._picked.add(given)
                self.tried += 1
        self.tell(self)

    @property
    def rate(self) -> float:
        """Runs a second."""
        return self.runs / max(self.clock() - self._began, 1e-9)

    @property
    def seconds_left(self) -> float:
        """How much longer it takes at most, if it goes on as it did."""
        by_runs = (self.most_runs - self.runs) / max(self.rate, 1e-9)
        if self._deadline is None:
            return max(0.0, by_runs)
        return max(0.0, min(by_runs, self._deadline - self.clock()))

    def __str__(self) -> str:
        """Say it in one line."""
        minutes, seconds = divmod(round(self.seconds_left), 60)
        failures = "1 failure" if self.failures == 1 else f"{self.failures} failures"
        parts = [
            f"{self.rung}: {self.runs:,} of {self.most_runs:,} runs",
            *([failures] if self.failures else []),
            f"{self.rate:,.0f}/s",
            f"{minutes}:{seconds:02} left at most",
            f"{self.tried:,} of {self.answers:,} answers tried",
        ]
        return ", ".join(parts)
