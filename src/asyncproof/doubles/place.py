"""Lines of the user's code: where a double was made, told something, or called."""

from __future__ import annotations

import linecache
import os
import re
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.core.frames import frame_above

if TYPE_CHECKING:
    from types import CodeType, FrameType

_OURS = __name__.rpartition(".")[0]
_ASSIGNED = re.compile(r"^\s*(?:with\s+.*\bas\s+)?(?P<name>\w+)\s*(?::[^=]*)?=[^=]")


class Spot(NamedTuple):
    """A line of code that ran; its text is read when somebody asks."""

    code: CodeType
    line: int

    @property
    def source(self) -> str:
        """The text of the line; empty if the file can't be read."""
        return linecache.getline(self.code.co_filename, self.line).strip()

    def __str__(self) -> str:
        """Show the place, from where the run was started, and its text."""
        return f"{self.short}:  {self.source}" if self.source else self.short

    @property
    def short(self) -> str:
        """The file and the line, from where the run was started."""
        file = self.code.co_filename
        try:
            inside = os.path.relpath(file)
        except (OSError, ValueError):  # the working directory is gone; another drive
            inside = file
        return f"{file if inside.startswith('..') else inside}:{self.line}"


def spot_of_caller() -> Spot | None:
    """Return the nearest line that is not in this package; None where Python code has not called."""
    frame: FrameType | None = frame_above(1)
    while frame is not None:
        if not frame.f_globals.get("__name__", "").startswith(_OURS):
            return Spot(frame.f_code, frame.f_lineno)
        frame = frame.f_back
    return None


def ending(cure: str, spot: Spot | None = None) -> str:
    """Return the end of a message: the line that was told or called, and what to do."""
    return f"\n    at {spot or spot_of_caller()}\n    do: {cure}"


def assigned_name(spot: Spot | None) -> str:
    """Return the name that a line binds: `repo` of `repo = fake(Repo)`; empty if it binds none."""
    found = None if spot is None else _ASSIGNED.match(spot.source)
    return "" if found is None else found["name"]
