"""Where something was made: the nearest line of the user's code, found quickly enough to be always asked."""

from __future__ import annotations

import linecache
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from asyncproof.core import Place
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from types import FrameType

DEPTH = 5
"""Frames that a coroutine remembers of its making: enough to see through mocks and decorators."""
_FARTHEST = 60
_foreign: set[str] = set()
"""Files of modules that are no user's, as far as they have been met."""


class Origin(NamedTuple):
    """A line of code that made something."""

    file: str
    line: int
    function: str

    @property
    def place(self) -> Place:
        """The line as a place."""
        return Place(self.file, self.line)

    @property
    def source(self) -> str:
        """The text of the line; empty if the file can't be read."""
        return linecache.getline(self.file, self.line).strip()


def origin_here(frame: FrameType | None = None) -> Origin | None:
    """Return the nearest line of the user's code that is running now; None if there is none near."""
    if frame is None:
        frame = sys._getframe(1)  # noqa: SLF001 - the documented way to look at one's caller
    for _ in range(_FARTHEST):
        if frame is None:
            return None
        file = frame.f_globals.get("__file__")
        if type(file) is str and file in _foreign:
            pass  # as most are
        elif is_foreign_space(frame.f_globals):
            _foreign.add(str(file))
        else:
            code = frame.f_code  # of each look at it Python tells its audit hooks
            if not is_foreign(code.co_filename) and not code.co_filename.startswith("<"):
                return Origin(code.co_filename, frame.f_lineno, code.co_name)
        frame = frame.f_back
    return None


def is_foreign_space(space: dict[str, Any]) -> bool:
    """Say whether the global names that a function sees are those of a module that is no user's."""
    file = space.get("__file__")
    return type(file) is str and is_foreign(file)


def origin_of_coroutine(coroutine: Any) -> Origin | None:
    """Return where a coroutine was made: the nearest line of the user's, or else the nearest of all."""
    frames: tuple[tuple[str, int, str], ...] = getattr(coroutine, "cr_origin", None) or ()
    for file, line, function in frames:
        if not is_foreign(file) and not file.startswith("<"):
            return Origin(file, line, function)
    return Origin(*frames[0]) if frames else None


def defined_at(code: Any) -> Origin | None:
    """Return where a code object is defined; None for what has no code of its own."""
    if code is None:
        return None
    return Origin(code.co_filename, code.co_firstlineno, code.co_name)
