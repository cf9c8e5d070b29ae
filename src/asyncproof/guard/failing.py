"""An assertion at the moment it fails: which task runs it, and who waits for that task.

Read off two private names of asyncio's futures, `_callbacks` and `_fut_waiter`; where one is missing, less
is known. CPython 3.10 to 3.14 were tested.
"""

from __future__ import annotations

import asyncio
from types import BuiltinMethodType, CodeType
from typing import TYPE_CHECKING, Any

from asyncproof.core.record import record
from asyncproof.guard.deaths import error_in, is_unseen, user_lines
from asyncproof.guard.origin import Origin
from asyncproof.guard.reading.body import codes_of_parts
from asyncproof.guard.stalling.standstill import spot_of, waits_for

if TYPE_CHECKING:
    from asyncproof.guard.owner import Owner

_GATHERS = "gather.<locals>._done_callback"
_LOOKS = frozenset({"exception", "result", "gather", "as_completed", "add_done_callback"})
_CANCELS = "cancel"


@record
class Failed:
    """A failed assertion: for whom it ran, and in which task."""

    owner: Owner | None
    task: asyncio.Task[Any] | None = None
    is_awaited: bool = False
    """Whether anybody would be told how the task ends."""
    gathered_at: Origin | None = None
    """The line that waits for the task in a `gather`."""

    @property
    def error(self) -> BaseException | None:
        """The error that its task has died of, where that is a failed assertion."""
        error = None if self.task is None or not self.task.done() else error_in(self.task)
        return error if isinstance(error, AssertionError) else None

    @property
    def is_out(self) -> bool:
        """Whether the task has died, and another one was told of the error by waiting for it."""
        error = self.error
        return error is not None and self.task is not None and is_awaited(self.task, error)

    @property
    def is_only_cancelled(self) -> bool:
        """Whether the task has died for nobody, and was cancelled then, which asyncio takes for a look."""
        if self.owner is None or self.error is None or self.is_awaited or self.is_out:
            return False
        return not is_unseen(self.task) and is_only_cancelling(self.owner)


def is_awaited(task: asyncio.Task[Any], error: BaseException) -> bool:
    """Say whether the error of a task has been raised once more, by who waited for the task."""
    code = getattr(task.get_coro(), "cr_code", None)
    first = next(iter(user_lines(error)), None)
    return first is not None and code is not None and first.function != code.co_name


def failed_now(owner: Owner | None) -> Failed:
    """Look at the task that is running."""
    try:
        task = asyncio.current_task()
    except RuntimeError:
        task = None
    if task is None:
        return Failed(owner)
    callbacks = [one[0] for one in getattr(task, "_callbacks", None) or ()]
    return Failed(owner, task, any(not _is_container(one) for one in callbacks), _gathered_at(callbacks))


def is_asked_for(owner: Owner) -> bool:
    """Say whether the functions of a test ask tasks for their results."""
    return bool(names_in(owner) & {"exception", "result"})


def is_only_cancelling(owner: Owner) -> bool:
    """Say whether the functions of a test cancel tasks, and never ask one how it has ended."""
    for code in codes_of_parts(owner):
        if _may_cancel(code):
            break
    else:
        return False  # as in most tests
    codes = _codes_of(owner)
    return any(_CANCELS in code.co_names for code in codes) and _LOOKS.isdisjoint(
        name for code in codes for name in code.co_names
    )


def _may_cancel(code: CodeType | None) -> bool:
    if code is None:
        return False
    if _CANCELS in code.co_names:
        return True
    for one in code.co_consts:  # noqa: SIM110 - a generator would take twice as long
        if type(one) is CodeType and _may_cancel(one):
            return True
    return False


def names_in(owner: Owner) -> set[str]:
    """Return the global names and attributes that the functions of a test use."""
    return {name for code in _codes_of(owner) for name in code.co_names}


def is_made_by(owner: Owner, made: Origin) -> bool:
    """Say whether a line is one of a test's own functions."""
    return any(code.co_filename == made.file and code.co_name == made.function for code in _codes_of(owner))


def _codes_of(owner: Owner) -> list[CodeType]:
    codes = [code for code in codes_of_parts(owner) if code is not None]
    for code in codes:
        codes += [inner for inner in code.co_consts if type(inner) is CodeType]
    return codes


def _is_container(callback: Any) -> bool:
    """Say whether a callback only takes the task out of a set or puts it into a list."""
    return isinstance(callback, BuiltinMethodType) and isinstance(callback.__self__, set | list | dict)


def _gathered_at(callbacks: list[Any]) -> Origin | None:
    for callback in callbacks:
        if getattr(callback, "__qualname__", None) != _GATHERS:
            continue
        held = dict(zip(callback.__code__.co_freevars, callback.__closure__ or (), strict=False))
        outer = held["outer"].cell_contents if "outer" in held else None
        for task in () if outer is None else asyncio.all_tasks():
            if waits_for(task) is outer:
                code, line = spot_of(task)
                return None if code is None else Origin(code.co_filename, line, code.co_name)
    return None
