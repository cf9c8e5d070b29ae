"""Whose turn an option of a question would be: the task that it lets run."""

from __future__ import annotations

import asyncio
from typing import Any

from asyncproof.loop.handle import task_of


def task_behind(option: Any) -> asyncio.Task[Any] | None:
    """Return the task that runs, or is woken, if an option is taken; None if there is none, or several."""
    if isinstance(option, asyncio.Task):
        return option
    if not isinstance(option, asyncio.Handle):
        return None
    task = task_of(option)
    if task is not None:
        return task
    woken: Any = (getattr(option, "_args", None) or (None,))[0]
    if not isinstance(woken, asyncio.Future):
        return None
    waiters = (
        getattr(woken, "_callbacks", None) or ()
    )  # what ends a sleep ends its future, which wakes a task
    owners = [getattr(callback, "__self__", None) for callback, *_ in waiters]
    return owners[0] if len(owners) == 1 and isinstance(owners[0], asyncio.Task) else None
