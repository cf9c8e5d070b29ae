"""Bringing tasks that can't go on to their ends: by cancellation, also where they wait for each other."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def cancel_all(tasks: Iterable[asyncio.Future[Any]]) -> None:
    """Cancel tasks; a circle of tasks that await each other is broken first.

    A task passes its cancellation on to the task that it awaits, and in a circle that would never end.
    """
    everybody = list(tasks)
    circle = [task for task in everybody if isinstance(task, asyncio.Task) and _is_in_a_circle(task)]
    for task in circle:
        _wake_with_cancellation(task)
    rest = [task for task in everybody if task not in circle]
    if circle:  # whoever awaits one of the circle passes a cancellation into it, so the circle goes first
        circle[0].get_loop().call_soon(_cancel, rest)
    else:
        _cancel(rest)


def names_of_living(tasks: Iterable[asyncio.Future[Any]]) -> str:
    """Name the tasks that did not end, those behind a gather() as well."""
    everybody = [one for task in tasks for one in (task, *getattr(task, "_children", ()))]
    names = [one.get_name() for one in everybody if isinstance(one, asyncio.Task) and not one.done()]
    return ", ".join(dict.fromkeys(names)) or "something"


def _cancel(tasks: Iterable[asyncio.Future[Any]]) -> None:
    for task in tasks:
        task.cancel()


def _is_in_a_circle(task: asyncio.Task[Any]) -> bool:
    seen = {id(task)}
    waiter = _awaited(task)
    while waiter is not None:
        if waiter is task:
            return True
        if id(waiter) in seen:
            return False
        seen.add(id(waiter))
        waiter = _awaited(waiter)
    return False


def _awaited(task: asyncio.Task[Any]) -> asyncio.Task[Any] | None:
    waiter = getattr(task, "_fut_waiter", None)
    return waiter if isinstance(waiter, asyncio.Task) else None


def _wake_with_cancellation(task: asyncio.Task[Any]) -> None:
    """Let a task go on with a CancelledError where it awaits another, without asking that other."""
    awaited: Any = _awaited(task)
    loop = task.get_loop()
    for callback, *_ in tuple(awaited._callbacks or ()):
        if getattr(callback, "__self__", None) is task:
            awaited.remove_done_callback(callback)
            cancelled = loop.create_future()
            cancelled.cancel()
            loop.call_soon(callback, cancelled)
