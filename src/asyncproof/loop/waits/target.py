"""What a task waits for, while the objects are still at hand."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.peek import is_a

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TASKS: tuple[type, ...] = (asyncio.Task, asyncio.tasks.__dict__["_PyTask"])
_GATHERING: type = asyncio.gather.__globals__["_GatheringFuture"]

TASK = "task"
GATHER = "gather"
WAIT = "wait"
AS_COMPLETED = "as_completed"
TASK_GROUP = "task_group"
SHIELD = "shield"
START = "start"
LOCK = "lock"
CONDITION = "condition"
SEMAPHORE = "semaphore"
EVENT = "event"
BARRIER = "barrier"
GET = "queue_get"
PUT = "queue_put"
JOIN = "queue_join"
READ = "stream_read"
DRAIN = "stream_drain"
FUTURE = "future"
EXECUTOR = "executor"
PROCESS = "process"
SLEEP = "sleep"
CALL = "call"
READY = "ready"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Target:
    """What a task waits for: the kind, the object if there is one, and the tasks if it is tasks."""

    kind: str
    resource: Any = None
    tasks: tuple[asyncio.Task[Any], ...] = ()
    others: int = 0
    """How many unfinished futures that are not tasks are waited for together with the tasks."""
    detail: str = ""


def target_of_futures(kind: str, futures: Iterable[Any], *, resource: Any = None, detail: str = "") -> Target:
    """Return a target for what is unfinished in *futures*, gathers and shields taken apart."""
    leaves = list(dict.fromkeys(leaf for future in futures for leaf in _unfinished(future)))
    tasks = tuple(leaf for leaf in leaves if is_task(leaf))
    return Target(kind, resource, tasks, len(leaves) - len(tasks), detail)


def is_gather(future: Any) -> bool:
    """Tell whether *future* is what `asyncio.gather` returns."""
    return is_a(future, _GATHERING)


def is_task(thing: object) -> bool:
    """Tell whether *thing* is a task of asyncio, the one written in C or the one in Python."""
    return is_a(thing, *_TASKS)


def shielded(future: Any) -> Any:
    """Return what `asyncio.shield` protects behind *future*, or None."""
    for function in _callbacks(future):
        if getattr(function, "__qualname__", "") == "shield.<locals>._outer_done_callback":
            return enclosed(function, "inner")
    return None


def in_an_executor(future: Any) -> bool:
    """Tell whether a thread or process pool (or another thread's future) completes *future*."""
    name = "_chain_future.<locals>._call_check_cancel"
    return any(getattr(function, "__qualname__", "") == name for function in _callbacks(future))


def enclosed(function: Any, name: str) -> Any:
    """Return the value that *function* holds for the enclosing variable *name*, or None."""
    try:
        return dict(zip(function.__code__.co_freevars, function.__closure__, strict=True))[name].cell_contents
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def notifies(task: asyncio.Task[Any], queue: Any) -> bool:
    """Tell whether the end of *task* is put into *queue*, as `asyncio.as_completed` does."""
    return any(enclosed(function, "done") is queue for function in _callbacks(task))


def _callbacks(future: Any) -> Iterator[Any]:
    for entry in getattr(future, "_callbacks", None) or ():
        yield entry[0]


def _unfinished(future: Any, depth: int = 0) -> Iterator[Any]:
    if depth > 50 or not asyncio.isfuture(future) or future.done():  # noqa: PLR2004 - deeper is a loop
        return
    inner = shielded(future)
    if is_gather(future):
        for child in getattr(future, "_children", ()):
            yield from _unfinished(child, depth + 1)
    elif inner is not None:
        yield from _unfinished(inner, depth + 1)
    else:
        yield future
