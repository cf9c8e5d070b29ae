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
