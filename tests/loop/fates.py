"""A chooser that lets one thing fail, for tests of what may fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.loop import Policy

if TYPE_CHECKING:
    from collections.abc import Sequence

ONE_FAULT = Policy(faults=1)


class FailWhere:
    """Lets the first trouble happen in which a word stands, and else does what stock asyncio does."""

    def __init__(self, word: str | None = None) -> None:
        self.word = word
        self.offered: list[str] = []

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Answer."""
        if kind != "fault":
            return 0
        self.offered += [str(option) for option in options[1:]]
        return next((n for n, option in enumerate(options) if self.word and self.word in str(option)), 0)
