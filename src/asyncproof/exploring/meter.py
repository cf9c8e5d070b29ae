"""One line on a terminal that is written over as things go on, and leaves nothing behind."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE = 0.1
"""Seconds between two looks; before the first one nothing is shown, so that what is short stays quiet."""
_KEEP, _BACK, _CLEAR = "\x1b7", "\x1b8", "\x1b[K"
"""Remember where the cursor is, go back there, and clear what is right of it."""


class Meter:
    """Shows something behind whatever the line on the terminal says already."""

    def __init__(
        self, file: TextIO, room: Callable[[], int], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take the terminal, and how many characters there are to the end of the line."""
        self._file = file
        self._room = room
        self._clock = clock
        self._last = clock() + 2 * PAUSE
        self._is_shown = False

    def show(self, thing: object) -> None:
        """Show something in place of what was shown before, unless that was just now."""
        now = self._clock()
        if now - self._last < PAUSE:
            return
        self._last = now
        text = str(thing)[: max(0, self._room() - 1)]
        self._write(f"{_KEEP}{text}{_CLEAR}{_BACK}")
        self._is_shown = True

    def clear(self) -> None:
        """Leave the line as it was."""
        if self._is_shown:
            self._is_shown = False
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        try:
            self._file.write(text)
            self._file.flush()
        except OSError:  # the terminal has gone; nobody misses the line
            self._last = float("inf")
