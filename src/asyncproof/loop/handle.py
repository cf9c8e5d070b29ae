"""Lean handles: what the ready queue and the timer heap hold.

They are asyncio's handles by type, but fill in only what running them needs; debug mode uses asyncio's own.
"""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from contextvars import Context

    from asyncproof.core import Instant


class Handle(asyncio.Handle):
    """A callback that will run soon."""

    __slots__ = ()
    _source_traceback = None  # debug mode uses asyncio's own handles, which have one

    if TYPE_CHECKING:  # asyncio's slots, which its stubs hide
        _callback: Any
        _args: Any
        _context: Context

    def __init__(self, callback: Callable[..., object], args: tuple[Any, ...], context: Context) -> None:
        """Keep what running needs, and nothing else."""
        self._callback = callback
        self._args = args
        self._context = context
        self._cancelled = False

    def cancel(self) -> None:
        """Make sure that the callback does not run, and let go of what it holds."""
        self._cancelled = True
        self._callback = self._args = None

    def get_context(self) -> Context:
        """Return the context in which the callback runs (asyncio has this method since 3.12)."""
        return self._context

    def __repr__(self) -> str:
        """Say what would run."""
        return f"<{type(self).__name__} {'cancelled' if self._cancelled else callback_name(self._callback)}>"


class Timer(asyncio.TimerHandle):
    """A callback that runs when the clock reaches `due`; cancelled, it stays in the heap for a while."""

    __slots__ = ("due",)
    _source_traceback = None  # debug mode uses asyncio's own timers, which have one

    if TYPE_CHECKING:  # asyncio's slots, which its stubs hide
        _callback: Any
        _args: Any
        _context: Context

    def __init__(
        self, due: Instant, callback: Callable[..., object], args: tuple[Any, ...], context: Context
    ) -> None:
        """Keep what running needs, and nothing else."""
        self.due = due
        self._callback = callback
        self._args = args
        self._context = context
        self._cancelled = False

    cancel = Handle.cancel
    get_context = Handle.get_context

    def when(self) -> float:
        """Return the loop time, in seconds, at which the callback runs."""
        return self.due / 1e9

    def __lt__(self, other: asyncio.TimerHandle) -> bool:
        """Order by time, as asyncio's timers do."""
        return self.when() < other.when()

    def __eq__(self, other: object) -> bool:
        """Two timers are the same only if they are one object."""
        return self is other

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        """Say when what would run."""
        what = "cancelled" if self._cancelled else callback_name(self._callback)
        return f"<{type(self).__name__} when={self.when()} {what}>"


class Arrival(Timer):
    """Something from outside that takes time; when due it joins what has arrived from its source."""

    __slots__ = ("source",)
    source: Hashable


def task_of(handle: asyncio.Handle) -> asyncio.Task[Any] | None:
    """Return the task whose step a handle runs, or None for any other callback."""
    owner = getattr(getattr(handle, "_callback", None), "__self__", None)
    return owner if isinstance(owner, asyncio.Task) else None


def has_not_begun(task: asyncio.Task[Any]) -> bool:
    """Tell whether a task is still before its first step."""
    coro = task.get_coro()
    return inspect.iscoroutine(coro) and inspect.getcoroutinestate(coro) == inspect.CORO_CREATED


def callback_name(callback: object) -> str:
    """Name a callback as a person would look for it."""
    inner = getattr(callback, "func", callback)
    name = getattr(inner, "__qualname__", None) or type(inner).__name__
    module = getattr(inner, "__module__", None)
    return f"{module}.{name}" if module else str(name)
