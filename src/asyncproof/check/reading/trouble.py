"""What could not be read: told with its file and lines, so that nothing is skipped without a word."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that check cannot read, where it is, and what to do about it."""

    path: str
    line: int | None
    """The first line of it, None where it is the file as a whole."""
    message: str
    cure: str
    last_line: int | None = None
    """The last line of it, None where it is one line or the file as a whole."""

    def covers(self, line: int) -> bool:
        """Tell whether a line of the file went unread because of this."""
        return self.line is None or self.line <= line <= (self.last_line or self.line)
