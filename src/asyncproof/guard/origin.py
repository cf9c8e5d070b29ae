"""Where something was made: the nearest line of the user's code, found quickly enough to be always asked."""

from __future__ import annotations

import linecache
from typing import TYPE_CHECKING, Any, NamedTuple

from asyncproof.core import Place
from asyncproof.core.frames import frame_above
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from types import CodeType, FrameType

DEPTH = 5
"""Frames that a coroutine remembers of its making: enough to see through mocks and decorators."""
_FARTHEST = 60
_foreign: dict[str, bool] = {}
"""Of files that have been met, whether they are no user's."""
_MOST_FILES = 4000
_new = tuple.__new__  # a named tuple's own takes three times as long


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


class Spot(NamedTuple):
    """An instruction: what an origin is made of, once somebody asks. To find its line takes long."""

    code: CodeType
    instruction: int

    @property
    def origin(self) -> Origin:
        """The line of it."""
        code = self.code
        found = (line for first, end, line in code.co_lines() if first <= self.instruction < end)
        return Origin(code.co_filename, next(found, None) or code.co_firstlineno, code.co_name)


def origin_here(frame: FrameType | None = None) -> Origin | None:
    """Return the nearest line of the user's code that is running now; None if there is none near."""
    if frame is None:
        frame = frame_above(1)
    spot = spot_here(frame)
    return None if spot is None else spot.origin


def spot_here(frame: FrameType | None) -> Spot | None:
    """Return where the nearest of the user's code stands, from a frame on; None if there is none near.

    Of each look at the code of a frame Python tells its audit hooks, so its module is looked at first.
    """
    for _ in range(_FARTHEST):
        if frame is None:
            return None
        space = frame.f_globals
        file = space["__file__"] if "__file__" in space else None  # noqa: SIM401 - takes half as long
        if type(file) is not str or not (_foreign[file] if file in _foreign else _is_made_up(file)):
            code = frame.f_code
            file = code.co_filename
            if not (_foreign[file] if file in _foreign else _is_made_up(file)):
                return _new(Spot, (code, frame.f_lasti))
        frame = frame.f_back
    return None


def users_line(frame: FrameType) -> Origin | None:
    """Return the line that a frame runs, if it is a user's."""
    code = frame.f_code
    file = code.co_filename
    if _foreign[file] if file in _foreign else _is_made_up(file):
        return None
    return _new(Origin, (file, frame.f_lineno, code.co_name))


def is_foreign_space(space: dict[str, Any]) -> bool:
    """Say whether the global names that a function sees are those of a module that is no user's."""
    file = space["__file__"] if "__file__" in space else None  # noqa: SIM401 - takes half as long
    if type(file) is not str:
        return False
    return _foreign[file] if file in _foreign else _is_made_up(file)


def _is_made_up(file: str) -> bool:
    """Say whether code comes from no file, or from one that is no user's, and remember it."""
    if len(_foreign) >= _MOST_FILES:
        _foreign.clear()
    _foreign[file] = verdict = file.startswith("<") or is_foreign(file)
    return verdict


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
