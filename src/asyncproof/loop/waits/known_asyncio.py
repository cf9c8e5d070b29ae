"""What asyncio's own suspended functions wait for, by module and function name."""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits import target as kinds
from asyncproof.loop.waits.peek import MISSING, attribute, function_name, is_a
from asyncproof.loop.waits.target import Target, is_task, notifies, target_of_futures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asyncproof.loop.waits.chain import Link

    Recogniser = Callable[[Link, Sequence[asyncio.Task[Any]]], "Target | None"]


def count(thing: object, name: str) -> int | None:
    """Return the whole number stored as *name* in *thing*, or None."""
    number = attribute(thing, name)
    return number if type(number) is int else None


def size(thing: object, name: str) -> int | None:
    """Return the length of the built-in container stored as *name* in *thing*, or None."""
    container = attribute(thing, name)
    return len(container) if type(container) in {list, deque, dict, set, tuple} else None


def _lock(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target | None:
    lock = link.local("self")
    if is_a(lock, asyncio.Semaphore):
        return Target(kinds.SEMAPHORE, lock)
    return Target(kinds.LOCK, lock) if is_a(lock, asyncio.Lock) else None


def _waited(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    thing = link.local("self")
    if is_a(thing, asyncio.Event):
        return Target(kinds.EVENT, thing)
    if is_a(thing, asyncio.Condition):
        return Target(kinds.CONDITION, thing)
    there, parties = count(thing, "_count"), count(thing, "_parties")
    return Target(kinds.BARRIER, thing, detail=f"{there} of {parties} there")


def _get(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    return Target(kinds.GET, link.local("self"), detail="empty")


def _put(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    queue = link.local("self")
    return Target(
        kinds.PUT, queue, detail=f"{size(queue, '_queue')} of {count(queue, '_maxsize')} places taken"
    )


def _join(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    queue = link.local("self")
    unfinished = count(queue, "_unfinished_tasks")
    items = "1 item is" if unfinished == 1 else f"{unfinished} items are"
    return Target(kinds.JOIN, queue, detail=f"{items} still without a task_done()")


def _wait(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    when = link.local("return_when")
    detail = "" if when in {MISSING, asyncio.ALL_COMPLETED} else str(when)
    return target_of_futures(kinds.WAIT, _futures(link.local("fs")), detail=detail)


def _wait_for(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target | None:
    future = link.local("fut")  # before Python 3.12 it made a task of its own
    return target_of_futures(kinds.TASK, [future]) if asyncio.isfuture(future) else None


def _as_completed(link: Link, tasks: Sequence[asyncio.Task[Any]]) -> Target:
    iterator = link.local("self")
    if iterator is not MISSING:  # pragma: no cover - since Python 3.13
        return target_of_futures(kinds.AS_COMPLETED, _futures(attribute(iterator, "_todo")))
    queue = link.local("done")
    return target_of_futures(kinds.AS_COMPLETED, [task for task in tasks if notifies(task, queue)])


def _task_group(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    group = link.local("self")
    return target_of_futures(kinds.TASK_GROUP, _futures(attribute(group, "_tasks")), resource=group)


def _read(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    return Target(kinds.READ, link.local("self"), detail=f"{link.function.strip('_')}()")


def _drain(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    return Target(kinds.DRAIN, link.local("self"), detail=f"{link.function.strip('_')}()")


def _process(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    pid = count(link.local("self"), "pid")
    return Target(kinds.PROCESS, detail=f"pid {pid}" if pid else "")


def _to_thread(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    name = function_name(link.local("func"))
    return Target(kinds.EXECUTOR, detail=f"{name}()" if name else "")


def _sleep(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    delay = link.local("delay")
    if type(delay) in {int, float} and delay <= 0:
        return Target(kinds.READY)
    return Target(kinds.SLEEP, detail=f"{delay:g} s" if type(delay) in {int, float} else "")


def _futures(container: Any) -> list[Any]:
    # A set's order is by address: the numbers in default names, or the names, bring it back.
    return sorted(container, key=_order) if type(container) in {set, frozenset, list, tuple} else []


def _order(future: Any) -> tuple[int, str]:
    name = future.get_name() if is_task(future) else ""
    return len(name), name


KNOWN: dict[tuple[str, str], Recogniser] = {
    ("asyncio.locks", "acquire"): _lock,
    ("asyncio.locks", "wait"): _waited,
    ("asyncio.locks", "wait_for"): _waited,
    ("asyncio.queues", "get"): _get,
    ("asyncio.queues", "put"): _put,
    ("asyncio.queues", "join"): _join,
    ("asyncio.tasks", "wait"): _wait,
    ("asyncio.tasks", "_wait"): _wait,
    ("asyncio.tasks", "_wait_for_one"): _as_completed,
    ("asyncio.tasks", "sleep"): _sleep,
    ("asyncio.taskgroups", "__aexit__"): _task_group,
    ("asyncio.taskgroups", "_aexit"): _task_group,
    ("asyncio.streams", "_wait_for_data"): _read,
    ("asyncio.streams", "read"): _read,
    ("asyncio.streams", "readline"): _read,
    ("asyncio.streams", "readuntil"): _read,
    ("asyncio.streams", "readexactly"): _read,
    ("asyncio.streams", "drain"): _drain,
    ("asyncio.streams", "_drain_helper"): _drain,
    ("asyncio.streams", "wait_closed"): _drain,
    ("asyncio.subprocess", "wait"): _process,
    ("asyncio.subprocess", "communicate"): _process,
    ("asyncio.base_subprocess", "_wait"): _process,
    ("asyncio.threads", "to_thread"): _to_thread,
}
if sys.version_info < (3, 12):  # pragma: no branch
    KNOWN["asyncio.tasks", "wait_for"] = _wait_for
