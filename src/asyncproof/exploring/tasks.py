"""Tasks by names that a person can tell apart, and what runs in them."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from asyncproof.loop.waits.chain import chain_of
from asyncproof.loop.waits.spot import is_users


class Names:
    """Gives each task of a run a name of its own: two of one name are numbered as they were made."""

    def __init__(self) -> None:
        """Begin with none."""
        self._names: dict[int, str] = {}
        self._given: Counter[str] = Counter()

    def of(self, task: asyncio.Task[Any]) -> str:
        """Return the name of a task of the running loop."""
        if hash(task) not in self._names:
            for each in sorted({*asyncio.all_tasks(task.get_loop()), task}, key=hash):
                self._name(each)
        return self._names[hash(task)]

    def _name(self, task: asyncio.Task[Any]) -> None:
        if hash(task) in self._names:
            return
        name = task.get_name().rpartition("<locals>.")[2]
        self._given[name] += 1
        self._names[hash(task)] = name if self._given[name] == 1 else f"{name} #{self._given[name]}"


def with_coroutine(name: str, coroutine: str) -> str:
    """Return a task's name with its coroutine, unless that says nothing new."""
    return name if not coroutine or name.startswith(coroutine) else f"{name} ({coroutine})"


def task_of_step(number: int) -> asyncio.Task[Any] | None:
    """Return the task of the running loop that has this number there."""
    return next((task for task in asyncio.all_tasks() if hash(task) == number), None)


def is_unwinding() -> bool:
    """Tell whether the loop only lets a stuck run come to its end: then it waits for no task, but for all."""
    main = getattr(asyncio.get_running_loop(), "main_task", None)
    return main is not None and not isinstance(main, asyncio.Task)


def coroutine_of(task: asyncio.Task[Any]) -> str:
    """Return the user's coroutine that a task runs, without the functions around it; empty if none."""
    coro: Any = task.get_coro()
    code = getattr(coro, "cr_code", None)
    if code is not None and not is_users(code.co_filename):
        links = chain_of(task).links  # a library's coroutine, which runs the user's
        return next((link.title for link in links if is_users(link.code.co_filename)), "")
    return str(getattr(coro, "__qualname__", "")).rpartition("<locals>.")[2]
