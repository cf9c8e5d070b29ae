"""How a loop that stands still is told of and ended: in its own thread, by cancelling what the test runs."""

from __future__ import annotations

import asyncio
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place
from asyncproof.guard.pending import owner_of
from asyncproof.loop import waits
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType, FrameType

    from asyncproof.guard.owner import Owner

MOST_LINES = 10
_ADVICE = "what to do: "
_CERTAIN = "nothing can happen any more: "
_TRIES = 3
"""How often what a test runs is cancelled before its loop is stopped."""
_ended: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()


class Story:
    """Who waits for what on a loop, in parts."""

    def __init__(self, loop: asyncio.AbstractEventLoop, main: Any, *, certain: bool) -> None:
        """Look at the tasks, in the thread of the loop."""
        tasks = asyncio.all_tasks(loop)
        explain = waits.explain_deadlock if certain else waits.explain_waits
        lines = explain(tasks=tasks, main=main).splitlines()
        self.cause = lines.pop(0).removeprefix(_CERTAIN) if certain else ""
        stripped = [line.removeprefix("  ") for line in lines if line.strip()]
        advice = [line for line in stripped if line.startswith(_ADVICE)]
        self.cure = advice[-1].removeprefix(_ADVICE) if advice else ""
        rest = [line for line in stripped if not line.startswith(_ADVICE)]
        shown = rest[: MOST_LINES - 1]
        if shown and shown[-1].endswith(":"):
            shown.pop()
        more = len(rest) - len(shown)
        self.lines = rest if len(rest) <= MOST_LINES else [*shown, f"... and {more} more lines"]
        self.first = next((line.strip() for line in rest if not line.endswith(":")), "the test stands still")
        """Who waits for what, of the first task that is shown."""
        self.place, self.names = _place(tasks, main)


def _place(tasks: set[asyncio.Task[Any]], main: Any) -> tuple[Place | None, tuple[str, ...]]:
    seen = waits.snapshot(tasks, main=main if isinstance(main, asyncio.Task) else None)
    users = [one for one in seen if one.spot is not None and not is_foreign(one.spot.file)]
    first = next((one for one in users if one.is_main), users[0] if users else None)
    if first is None or first.spot is None:
        return None, ()
    return Place(first.spot.file, first.spot.line), tuple(dict.fromkeys(one.name for one in users))


def end(loop: asyncio.AbstractEventLoop, main: Any, test: Owner | None) -> bool:
    """Cancel what runs for a test; tried often enough, stop the loop instead and return true."""
    tries = _ended[main] = _ended.get(main, 0) + 1
    tasks = asyncio.all_tasks(loop)
    if tries >= _TRIES:
        for task in tasks:
            task._log_destroy_pending = False  # type: ignore[attr-defined] # noqa: SLF001 - it was told of
            _keep_for_ever(task)
        loop.stop()
        return True
    for task in sorted(tasks, key=lambda one: one is not main):
        if task is main or owner_of(task) is test:
            task.cancel()
    if main not in tasks:
        main.cancel()
    return False


def _keep_for_ever(task: asyncio.Task[Any]) -> None:
    """Let a task never be destroyed: that would raise `GeneratorExit` in it, which it may swallow as well."""
    with suppress(ImportError):
        import ctypes  # noqa: PLC0415 - hardly ever needed

        ctypes.pythonapi.Py_IncRef(ctypes.py_object(task))


def ask(loop: asyncio.AbstractEventLoop, main: Any, do: Callable[[], None]) -> None:
    """Have something done in the loop's thread, unless what it runs for has gone on meanwhile."""
    waiter = waits_for(main)

    def in_loop() -> None:
        if not main.done() and waits_for(main) is waiter and not (waiter is not None and waiter.done()):
            do()

    loop.call_soon_threadsafe(in_loop)


def waits_for(future: Any) -> Any:
    """Return the future that a task waits for now; None where it can't be told."""
    return getattr(future, "_fut_waiter", None)


def is_woken(loop: asyncio.AbstractEventLoop) -> bool:
    """Tell whether what some task waits for has happened, though the task has not run since."""
    waiters = [waits_for(task) for task in asyncio.all_tasks(loop)]
    return any(waiter is not None and waiter.done() for waiter in waiters)


def spots(loop: asyncio.AbstractEventLoop) -> frozenset[tuple[int, CodeType | None, int]]:
    """Return where in the user's code each task stands, by its function."""
    return frozenset((id(task), *spot_of(task)) for task in asyncio.all_tasks(loop) if not task.done())


def spot_of(task: asyncio.Task[Any]) -> tuple[CodeType | None, int]:
    """Return the innermost function of the user's in which a task stands, and the line."""
    found: tuple[CodeType | None, int] = (None, 0)
    for frame in _frames(task.get_coro()):
        if found[0] is None or not is_foreign(frame.f_code.co_filename):
            found = (frame.f_code, frame.f_lineno)
    return found


def _frames(coroutine: Any) -> Iterator[FrameType]:
    for _ in range(50):
        frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)
        frame = frame or getattr(coroutine, "ag_frame", None)
        if frame is not None:
            yield frame
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "gi_yieldfrom", None)
        if coroutine is None:
            return
