"""What anyio's suspended functions wait for on its asyncio backend; anyio itself is not imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits import target as kinds
from asyncproof.loop.waits.chain import chain_of
from asyncproof.loop.waits.known_asyncio import count, size
from asyncproof.loop.waits.peek import MISSING, attribute, bases, function_name
from asyncproof.loop.waits.target import Target, target_of_futures

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator, Sequence

    from asyncproof.loop.waits.chain import Link
    from asyncproof.loop.waits.known_asyncio import Recogniser

_BACKEND = "anyio._backends._asyncio"
_SYNC = "anyio._core._synchronization"
_STREAMS = "anyio.streams.memory"
_ACQUIRED = {"Lock": kinds.LOCK, "Semaphore": kinds.SEMAPHORE, "CapacityLimiter": kinds.SEMAPHORE}
_WAITED = {"Event": kinds.EVENT, "Condition": kinds.CONDITION}


def _acquire(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target | None:
    thing = link.local("self")
    return _by_type(_ACQUIRED, thing)


def _wait(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target | None:
    return _by_type(_WAITED, link.local("self"))


def _by_type(kinds_by_type: dict[str, str], thing: Any) -> Target | None:
    names = (base.__name__ for base in bases(thing))
    kind = next((kinds_by_type[name] for name in names if name in kinds_by_type), None)
    return Target(kind, thing) if kind else None


def _receive(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    state = attribute(link.local("self"), "_state")
    senders = count(state, "open_send_channels")
    return Target(kinds.GET, link.local("self"), detail=f"empty, {senders} sending ends open")


def _send(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    state = attribute(link.local("self"), "_state")
    receivers = count(state, "open_receive_channels")
    return Target(
        kinds.PUT,
        link.local("self"),
        detail=f"{size(state, 'buffer')} items in it, {receivers} receiving ends open",
    )


def _task_group(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    group = link.local("self")
    tasks = attribute(group, "_tasks")
    ordered = sorted(
        () if tasks is MISSING else tasks, key=lambda task: (len(task.get_name()), task.get_name())
    )
    return target_of_futures(kinds.TASK_GROUP, ordered, resource=group)


def _start(link: Link, tasks: Sequence[asyncio.Task[Any]]) -> Target | None:
    future = link.local("future")
    started = [task for task in tasks if any(status is future for status in _statuses(task))]
    return target_of_futures(kinds.START, started) if started else None


def _statuses(task: asyncio.Task[Any]) -> Iterator[Any]:
    """Yield the futures that *task* would complete by calling `task_status.started()`."""
    for link in chain_of(task).links:
        status = link.local("task_status")
        # start() itself has the status of the one it starts.
        if status is not MISSING and link.module != _BACKEND:
            yield attribute(status, "_future")


def _thread(link: Link, _: Sequence[asyncio.Task[Any]]) -> Target:
    name = function_name(link.local("func"))
    return Target(kinds.EXECUTOR, detail=f"{name}()" if name else "")


def _sleep_forever(_: Link, __: Sequence[asyncio.Task[Any]]) -> Target:
    return Target(kinds.SLEEP, detail="for ever")


KNOWN: dict[tuple[str, str], Recogniser] = {
    (_BACKEND, "acquire"): _acquire,
    (_BACKEND, "acquire_on_behalf_of"): _acquire,
    (_BACKEND, "wait"): _wait,
    (_BACKEND, "__aexit__"): _task_group,
    (_BACKEND, "start"): _start,
    (_BACKEND, "run_sync_in_worker_thread"): _thread,
    (_SYNC, "acquire"): _acquire,
    (_SYNC, "wait"): _wait,
    (_SYNC, "wait_for"): _wait,
    (_STREAMS, "receive"): _receive,
    (_STREAMS, "send"): _send,
    ("anyio._core._eventloop", "sleep_forever"): _sleep_forever,
}
