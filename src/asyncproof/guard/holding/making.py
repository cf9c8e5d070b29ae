"""How something came to be: the user's line that made it, and through whose code it was made."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from asyncproof.core.frames import frame_above
from asyncproof.core.record import record
from asyncproof.guard.origin import Origin, is_foreign_space, users_line
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
_IMPORTER, _OUR_OWN, _RUNNER, _ANY = range(4)
_roles: dict[str, int] = {}
"""What part the modules play that have been met."""
_MOST_ROLES = 2000


@record
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
        inner = tuple(f"{package}." for package in packages)
        return any(name in packages or name.startswith(inner) for name in self.through)

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
        frame = frame_above(1)
    origin: Origin | None = None
    module = ""
    through: set[str] = set()
    for _ in range(_FARTHEST):
        if frame is None:
            break
        space = frame.f_globals
        name = (space["__name__"] if "__name__" in space else "") or ""  # noqa: SIM401 - takes half as long
        role = _roles[name] if name in _roles else _role_of(name)
        if role == _IMPORTER:
            return Making(origin, module, frozenset(through), at_import=True)
        if origin is not None:
            if role == _RUNNER:
                break  # no import is going on outside of it
        elif role != _OUR_OWN:
            origin = None if is_foreign_space(space) else users_line(frame)
            if origin is None:
                through.add(name)
            else:
                module = name
        frame = frame.f_back
    return Making(origin, module, frozenset(through), at_import=False)


def is_called_by(farther: int, *packages: str) -> bool:
    """Say whether a caller is of one of these packages: *farther* is how far it is from who asks.

    Where that is answer enough, it is had at a tenth of the price of a making.
    """
    try:
        caller = frame_above(farther + 1)
    except ValueError:  # there are not so many
        return False
    name = caller.f_globals.get("__name__") or ""
    return name in packages or name.startswith(tuple(f"{package}." for package in packages))


def _role_of(name: str) -> int:
    """Say what part a module plays in a stack, and remember it."""
    starts = ((_IMPORTING,), (_OURS,), _RUNNERS)
    role = next((number for number, start in enumerate(starts) if name.startswith(start)), _ANY)
    if len(_roles) >= _MOST_ROLES:
        _roles.clear()
    _roles[name] = role
    return role


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
