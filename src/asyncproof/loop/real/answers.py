"""Answers that tasks await from threads that are none of this loop's: another event loop, another's pool."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asyncproof.loop.real.work import Work
from asyncproof.loop.waits.chain import chain_of, waiter_of
from asyncproof.loop.waits.target import in_an_executor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WAITING = ("fut", "fs")
"""What asyncio's `wait_for` and `wait` call the futures that they wait for."""


def awaited_answers(tasks: Iterable[asyncio.Task[Any]]) -> list[Work]:
    """Return the awaited futures that another thread completes, as `asyncio.wrap_future` makes them."""
    return [
        Work(f"an answer from another thread, for {task.get_name()}", ("answer", id(future)), certain=True)
        for task in tasks
        for future in _awaited(task)
        if not future.done() and in_an_executor(future)
    ]


def _awaited(task: asyncio.Task[Any]) -> Iterator[asyncio.Future[Any]]:
    waiter = waiter_of(task)
    if waiter is None:
        return
    yield from _futures(waiter)
    for link in chain_of(task).links:
        if link.module == "asyncio.tasks":
            for name in _WAITING:
                yield from _futures(link.local(name))


def _futures(value: Any) -> Iterator[asyncio.Future[Any]]:
    for one in value if isinstance(value, (set, list, tuple)) else (value,):
        if asyncio.isfuture(one):
            yield one
            yield from getattr(one, "_children", ())  # of a gather()
