"""What ends as a whole: the steps under a time limit, or those in a scope that a library keeps.

A time limit is a timer. So the loop sees it begin, when its timer is made, and end, when that is cancelled or
due. Whose timer it is shows what it calls: a method of `asyncio.timeout` or of a scope of anyio's, each of
which has a public way to move its end, or the function of `asyncio.wait` and, before Python 3.12, `wait_for`,
whose timer is then due at once.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from weakref import ref

if TYPE_CHECKING:
    from collections.abc import Callable

_FIRST = 1 << 32
"""The number of the first scope: no run has so many tasks and futures, which have the smaller ones."""
_RELEASE = getattr(asyncio.tasks, "_release_waiter", None)
"""What ends an `asyncio.wait`; private, and where it is missing such a wait is no scope."""


class Scope:
    """Something around steps that can be ended; to a chooser it is what a task is that can be cancelled."""

    is_limit = False
    """Whether it is a time limit, which is told outside of it as a `TimeoutError`."""

    def __init__(self, number: int, end: Callable[[], object], task: asyncio.Task[Any] | None) -> None:
        """Take which one of its run it is, how it is ended, and whose steps are in it."""
        self.cancel = end
        self._number = number
        self._task = ref(task) if task is not None else None
        self._whose = "" if task is None else f" of {task.get_name()}"

    def __hash__(self) -> int:
        """Return its number, as tasks do, which never has the number of a task."""
        return _FIRST + self._number

    def __eq__(self, other: object) -> bool:
        """Two scopes are the same only if they are one object."""
        return self is other

    def get_name(self) -> str:
        """Say what it is, as a task says its name."""
        return f"the scope{self._whose}"

    @property
    def task(self) -> asyncio.Task[Any] | None:
        """The task whose steps are in it, if it is still there."""
        return None if self._task is None else self._task()


class TimeLimit(Scope):
    """A time limit that is not yet over."""

    is_limit = True

    def __init__(self, number: int, timer: Any, loop: asyncio.AbstractEventLoop) -> None:
        """Take its timer."""
        super().__init__(number, self._end, asyncio.current_task(loop))
        self.timer = timer
        self._loop = loop

    def get_name(self) -> str:
        """Say what it is."""
        return f"the time limit{self._whose}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be over."""
        return not self.timer.cancelled() and bool(self.timer.when() > self._loop.time())

    def _end(self) -> None:
        """Let it be over at this moment."""
        owner: Any = getattr(self.timer._callback, "__self__", None)
        now = self._loop.time()
        if hasattr(owner, "reschedule"):
            owner.reschedule(now)
        elif owner is not None:
            owner.deadline = now
        else:
            self._loop.call_soon(self.timer._callback, *self.timer._args)
            self.timer.cancel()


def is_time_limit(callback: object) -> bool:
    """Tell whether what a timer calls ends a time limit."""
    if callback is _RELEASE and callback is not None:
        return True
    owner = getattr(callback, "__self__", None)
    kind = type(owner)
    if kind.__module__ == "asyncio.timeouts":
        return hasattr(owner, "reschedule")
    return kind.__module__ == "anyio._backends._asyncio" and hasattr(owner, "deadline")
