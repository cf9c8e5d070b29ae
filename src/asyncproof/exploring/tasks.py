"""Tasks by their names, and what runs in them."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any


def task_named(name: str) -> asyncio.Task[Any] | None:
    """Return the task of the running loop that has this name."""
    return next((task for task in asyncio.all_tasks() if task.get_name() == name), None)


def is_unwinding() -> bool:
    """Tell whether the loop only lets a stuck run come to its end: then it waits for no task, but for all."""
    main = getattr(asyncio.get_running_loop(), "main_task", None)
    return main is not None and not isinstance(main, asyncio.Task)


def has_not_begun(task: asyncio.Task[Any]) -> bool:
    """Tell whether a task is still before its first step."""
    coro = task.get_coro()
    return inspect.iscoroutine(coro) and inspect.getcoroutinestate(coro) == inspect.CORO_CREATED


def coroutine_of(task: asyncio.Task[Any]) -> str:
    """Return the name of a task's coroutine, without the functions around it; empty if it has none."""
    return str(getattr(task.get_coro(), "__qualname__", "")).rpartition("<locals>.")[2]
