"""Who is talking to the database: the task, the line of the user's code, and the statement."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.core import Place
from asyncproof.core.frames import frame_above
from asyncproof.kit.databases.alchemy import getcurrent
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from types import FrameType

_LONGEST = 100


class Voice(NamedTuple):
    """One statement, who said it, and where."""

    task: str
    statement: str
    place: Place | None

    @property
    def where(self) -> str:
        """The line of the user's code, as part of a sentence."""
        return "" if self.place is None else f" at {self.place}"

    def __str__(self) -> str:
        """Return the statement, shortened, and its line."""
        text = " ".join(self.statement.split())
        if len(text) > _LONGEST:
            text = text[: _LONGEST - 3] + "..."
        return f"{text}{self.where}"


def task_name() -> str:
    """Name the task that runs."""
    task = asyncio.current_task()
    return "no task" if task is None else task.get_name()


def voice_here(statement: str) -> Voice:
    """Return who says this statement, and the innermost line of the user's code that led to it."""
    return Voice(task_name(), statement, users_place())


def users_place() -> Place | None:
    """Find the innermost line of the user's code; SQLAlchemy runs its own in greenlets beside that."""
    greenlet = getcurrent()
    frame: FrameType | None = frame_above(1)
    while True:
        while frame is not None:
            file = frame.f_code.co_filename
            if not (file.startswith("<") or is_foreign(file)):
                return Place(file, frame.f_lineno)
            frame = frame.f_back
        greenlet = greenlet.parent
        if greenlet is None:
            return None
        frame = greenlet.gr_frame
