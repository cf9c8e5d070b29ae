"""The loop's time, moved by hand, and the time at which the tests' clocks start."""

from __future__ import annotations

from asyncproof.core import SECOND

NEW_YEAR = "2026-01-01T00:00:00+00:00"
NEW_YEAR_SECONDS = 1_767_225_600


class Hands:
    """The loop's time, moved by hand."""

    def __init__(self) -> None:
        self.ns = 0

    def __call__(self) -> int:
        return self.ns

    def move(self, seconds: float) -> None:
        self.ns += round(seconds * SECOND)
