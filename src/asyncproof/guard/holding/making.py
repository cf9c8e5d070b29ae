"""How something came to be: the user's line that made it, and through whose code it was made."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.guard.origin import Origin, is_foreign_space
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from asyncproof.core import Place

_FARTHEST = 80
_IMPORTING = "importlib._bootstrap"
_OURS = "asyncproof.guard."
_RUNNERS = ("_pytest.", "pluggy.")
"""Who calls tests and fixtures."""


@dataclass(frozen=True, slots=True)
class Making:
    """The user's line behind something that was made, and the modules between this line and the making."""

    origin: Origin | None
    """The nearest line of the user's; None if nothing of theirs is running in this thread."""
    module: str
    """The module of that line."""
    through: frozenset[str]
    """The modules whose functions were called in between."""
    at_import: bool
    """Whether a module was being imported: then it is nobody's who runs now."""

    @property
    def place(self) -> Place | None:
        """The user's line as a place."""
        return None if self.origin is None else self.origin.place

    @property
    def name(self) -> str:
        """The function that made it, as an allow-list may name it."""
        return self.module if self.origin is None else f"{self.module}.{self.origin.function}"

    def passed(self, *packages: str) -> bool:
        """Say whether one of these packages or modules was called in between."""
        return any(
            name == package or name.startswith(f"{package}.") for name in self.through for package in packages
        )

    def by_library(self, *but: str) -> bool:
        """Say whether an installed package made it on the user's behalf, other than those named."""
        known = sys.stdlib_module_names
        return any(
            package not in known and package not in but and package != "__main__"
            for package in {name.partition(".")[0] for name in self.through}
        )


def making_here(frame: FrameType | None = None) -> Making:
    """Tell how the thing came to be that is being made right now."""
    if frame is None:
        frame = sys._getframe(1)  # noqa: SLF001 - the documented way to look at one's caller
    origin: Origin | None = None
    module = ""
    through: set[str] = set()
    at_import = False
    for _ in range(_FARTHEST):
        if frame is None:
            break
        space = frame.f_globals
        name = space.get("__name__") or ""
        if name.startswith(_IMPORTING):
            at_import = True
            break
        if origin is not None:
            if name.startswith(_RUNNERS):
                break  # no import is going on outside of it
        elif not name.startswith(_OURS):
            # Of every look at the code of a frame Python tells its audit hooks, so it comes last.
            if is_foreign_space(space) or _is_made_up((code := frame.f_code).co_filename):
                through.add(name)
            else:
                origin = Origin(code.co_filename, frame.f_lineno, code.co_name)
                module = name
        frame = frame.f_back
    return Making(origin, module, frozenset(through), at_import)


def _is_made_up(file: str) -> bool:
    """Say whether code comes from no file, or from one that is no user's."""
    return file.startswith("<") or is_foreign(file)


def makings_of_waiting_tasks() -> Iterator[Making]:
    """Tell of each task of the running loop what it is about: the user's line and what that has called.

    For what a library makes in a task of its own, on behalf of another task that waits for it.
    """
    loop = asyncio._get_running_loop()  # noqa: SLF001 - it never raises
    for task in () if loop is None else asyncio.all_tasks(loop):
        origin: Origin | None = None
        module = ""
        through: set[str] = set()
        coroutine: Any = task.get_coro()
        while (frame := getattr(coroutine, "cr_frame", None)) is not None:
            name = frame.f_globals.get("__name__") or ""
            if is_foreign(frame.f_code.co_filename):
                through.add(name)
            else:
                origin = Origin(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
                module, through = name, set()
            coroutine = coroutine.cr_await
        yield Making(origin, module, frozenset(through), at_import=False)
