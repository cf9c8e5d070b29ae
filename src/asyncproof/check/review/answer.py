"""The answer to one question of a review."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

MOST = 100


class Mark(str, Enum):
    """How well a question is answered."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    NONE = "not asked"
    """There is nothing in this project that the question is about."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is that an answer counts."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question came to: a sentence with numbers, a score from 0 to 100, and the places to look at."""

    key: str
    question: str
    text: str
    score: int | None
    places: tuple[Place, ...] = ()
    advice: str = ""
    """What to do, where there is something to do."""

    @property
    def mark(self) -> Mark:
        """The score in a word."""
        if self.score is None:
            return Mark.NONE
        if self.score >= 90:  # noqa: PLR2004 - what a word stands for
            return Mark.GOOD
        return Mark.FAIR if self.score >= 60 else Mark.POOR  # noqa: PLR2004 - as above


@dataclass(frozen=True, slots=True)
class Review:
    """All answers, in the order of the questions."""

    answers: tuple[Answer, ...]
    files: int
    tests: int
    async_tests: int
    unreadable: tuple[str, ...] = ()

    @property
    def score(self) -> int | None:
        """The mean of the questions that could be asked."""
        scores = [answer.score for answer in self.answers if answer.score is not None]
        return round(sum(scores) / len(scores)) if scores else None


def share(part: int, whole: int) -> int:
    """Return how much a part is of the whole, from 0 to 100; never 100 unless it is all."""
    if part >= whole:
        return MOST
    return min(MOST - 1, MOST * part // whole)
