"""How seriously a guard is taken: its findings fail the test, are only told, or are not looked for."""

from __future__ import annotations

from enum import Enum


class Level(str, Enum):
    """What becomes of a guard's findings."""

    ERROR = "error"
    """The test fails."""
    WARN = "warn"
    """The end of the run tells it."""
    OFF = "off"
    """Nobody hears of it."""

    @property
    def at_most_warn(self) -> Level:
        """The same level, or a milder one that fails no test."""
        return Level.WARN if self is Level.ERROR else self
