"""Claims about what anyio's functions are seen to wait for on asyncio."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import anyio
import anyio.abc
import anyio.to_thread
import pytest

from tests.loop.waits.stalling import never, stalled

Main = Callable[[], Coroutine[Any, Any, Any]]


async def lock() -> None:
    """Wait for a lock that another task has."""
    thing = anyio.Lock()

    async def holder() -> None:
        await thing.acquire()
        await never()

    await beside(holder, thing.acquire)


async def limiter() -> None:
    """Wait for a token that another task has."""
    thing = anyio.CapacityLimiter(1)

    async def holder() -> None:
        await thing.acquire()
        await never()

    await beside(holder, thing.acquire)


async def beside(holder: Main, wait: Main) -> None:
    """Start *holder* as a task of its own, and then *wait*."""
    task = asyncio.create_task(holder(), name="holder")
    await asyncio.sleep(0)
    await wait()
    await task


async def semaphore() -> None:
    """Wait for a semaphore without permits."""
    thing = anyio.Semaphore(0)
    async with thing:
        pass


async def event() -> None:
    """Wait for an event."""
    thing = anyio.Event()
    await thing.wait()


async def condition() -> None:
    """Wait for a notification."""
    thing = anyio.Condition()
    async with thing:
        await thing.wait()


async def receive() -> None:
    """Wait for an item."""
    sender, thing = anyio.create_memory_object_stream[int](1)
    with sender, thing:
        await thing.receive()


async def send() -> None:
    """Wait for room."""
    thing, receiver = anyio.create_memory_object_stream[int](1)
    with thing, receiver:
        await thing.send(1)
        await thing.send(2)


async def group() -> None:
    """Wait for the tasks of a group."""
    async with anyio.create_task_group() as thing:
        thing.start_soon(never, name="child")


async def thread() -> None:
    """Wait for a thread."""
    done = threading.Event()
    try:
        await anyio.to_thread.run_sync(done.wait, abandon_on_cancel=True)
    finally:
        done.set()


async def sleep() -> None:
    """Wait without end."""
    await anyio.sleep_forever()


@pytest.mark.parametrize(
    ("main", "kind", "resource", "detail"),
    [
        (lock, "lock", "anyio.Lock `thing` of lock", ""),
        (limiter, "semaphore", "anyio.CapacityLimiter `thing` of limiter", ""),
        (semaphore, "semaphore", "anyio.Semaphore `thing`", ""),
        (event, "event", "anyio.Event `thing`", ""),
        (condition, "condition", "anyio.Condition `thing`", ""),
        (receive, "queue_get", "anyio.MemoryObjectReceiveStream `thing`", "empty, 1 sending ends open"),
        (send, "queue_put", "anyio.MemoryObjectSendStream `thing`", "1 items in it, 1 receiving ends open"),
        (group, "task_group", "anyio.TaskGroup `thing`", ""),
        (thread, "executor", "None", "Event.wait()"),
        (sleep, "sleep", "None", "for ever"),
    ],
)
def test_what_is_waited_for_is_told(main: Main, kind: str, resource: str, detail: str) -> None:
    """The kind, the thing by its name, and its state are seen."""
    with stalled(main) as program:
        wait = program.waits()[main.__name__].wait
    assert (wait.kind, str(wait.resource), wait.detail) == (kind, resource, detail)


@pytest.mark.parametrize("main", [lock, limiter])
def test_holders_are_known(main: Main) -> None:
    """Who holds a lock or a token of a limiter is known, also without a block."""
    with stalled(main) as program:
        waits = program.waits()
        (blocker,) = waits[main.__name__].blockers
        assert (blocker.task, blocker.how) == (waits["holder"].number, "recorded")


def test_a_task_that_does_not_report_its_start_is_named() -> None:
    """Behind `start()` of a task group is the task that should call `started()`."""

    async def silent(*, task_status: anyio.abc.TaskStatus[None]) -> None:
        await never()

    async def main() -> None:
        async with anyio.create_task_group() as group:
            await group.start(silent, name="silent")

    with stalled(main) as program:
        waits = program.waits()
    assert waits["main"].wait.kind == "start"
    assert waits["main"].wait.on_tasks == (waits["silent"].number,)


def test_a_start_whose_task_can_not_be_seen_is_a_call() -> None:
    """If the task does not keep the status by its usual name, the call is named and nothing guessed."""

    async def silent(**_: object) -> None:
        await never()

    async def main() -> None:
        async with anyio.create_task_group() as group:
            await group.start(silent)

    with stalled(main) as program:
        wait = program.waits()["main"].wait
    assert (wait.kind, wait.detail) == ("call", "TaskGroup.start() of anyio._backends._asyncio")


def test_a_cancel_scope_has_a_deadline() -> None:
    """The end of an anyio timeout around the wait is known."""

    async def main() -> None:
        with anyio.move_on_after(60):
            await never()

    with stalled(main) as program:
        deadline = program.waits()["main"].deadline
        assert deadline is not None
        assert 0 < deadline - program.loop.time() <= 60
