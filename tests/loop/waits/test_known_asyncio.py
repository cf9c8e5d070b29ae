"""Claims about what asyncio's own functions are seen to wait for."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from tests.loop.waits.stalling import never, stalled

Main = Callable[[], Coroutine[Any, Any, Any]]


async def lock() -> None:
    """Wait for a lock that is taken."""
    thing = asyncio.Lock()
    await thing.acquire()
    async with thing:
        pass


async def semaphore() -> None:
    """Wait for a semaphore without permits."""
    thing = asyncio.BoundedSemaphore(1)
    await thing.acquire()
    await thing.acquire()


async def event() -> None:
    """Wait for an event."""
    thing = asyncio.Event()
    await thing.wait()


async def condition() -> None:
    """Wait for a condition to hold."""
    thing = asyncio.Condition()
    async with thing:
        await thing.wait_for(lambda: False)


async def condition_lock() -> None:
    """Be notified, and wait for the lock of the condition again."""
    thing = asyncio.Condition()

    async def notify() -> None:
        async with thing:
            thing.notify()
            await never()

    async with thing:
        task = asyncio.create_task(notify(), name="notifier")
        await thing.wait()
    await task


async def barrier() -> None:
    """Wait for others at a barrier."""
    thing = asyncio.Barrier(3)
    await thing.wait()


async def get() -> None:
    """Wait for an item."""
    thing: asyncio.Queue[int] = asyncio.Queue()
    await asyncio.wait_for(thing.get(), None)


async def put() -> None:
    """Wait for room."""
    thing: asyncio.Queue[int] = asyncio.PriorityQueue(1)
    thing.put_nowait(1)
    await thing.put(2)


async def join() -> None:
    """Wait for a job to be done."""
    thing: asyncio.Queue[int] = asyncio.Queue()
    thing.put_nowait(1)
    await thing.join()


async def reading() -> None:
    """Wait for a line."""
    thing = asyncio.StreamReader()
    await thing.readline()


async def draining() -> None:
    """Wait until somebody reads."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    thing = asyncio.StreamWriter(Full(), protocol, reader, loop)
    protocol.pause_writing()
    await thing.drain()


class Full(asyncio.Transport):
    def is_closing(self) -> bool:
        return True


async def sleep() -> None:
    """Wait for a time."""
    await asyncio.sleep(2.5)


async def thread() -> None:
    """Wait for a thread."""
    done = threading.Event()
    try:
        await asyncio.to_thread(done.wait)
    finally:
        done.set()


async def executor() -> None:
    """Wait for a job."""
    done = threading.Event()
    try:
        await asyncio.get_running_loop().run_in_executor(None, done.wait)
    finally:
        done.set()


@pytest.mark.parametrize(
    ("main", "kind", "resource", "detail"),
    [
        (lock, "lock", "Lock `thing`", ""),
        (semaphore, "semaphore", "BoundedSemaphore `thing`", ""),
        (event, "event", "Event `thing`", ""),
        (condition, "condition", "Condition `thing`", ""),
        (condition_lock, "lock", "Lock of Condition `thing`", ""),
        (get, "queue_get", "Queue `thing`", "empty"),
        (put, "queue_put", "PriorityQueue `thing`", "1 of 1 places taken"),
        (join, "queue_join", "Queue `thing`", "1 item is still without a task_done()"),
        (reading, "stream_read", "StreamReader `thing`", "readline()"),
        (draining, "stream_drain", "StreamWriter `thing`", "drain()"),
        (sleep, "sleep", "None", "2.5 s"),
        (thread, "executor", "None", "Event.wait()"),
        (executor, "executor", "None", ""),
    ],
)
def test_what_is_waited_for_is_told(main: Main, kind: str, resource: str, detail: str) -> None:
    """The kind, the thing by its name, and its state are seen."""
    with stalled(main) as program:
        wait = program.waits()[main.__name__].wait
    assert (wait.kind, str(wait.resource), wait.detail) == (kind, resource, detail)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Barrier came with Python 3.11")
def test_a_barrier_tells_who_is_there() -> None:
    """At a barrier the waiting are counted."""
    with stalled(barrier) as program:
        wait = program.waits()["barrier"].wait
    assert (wait.kind, wait.detail) == ("barrier", "1 of 3 there")


async def waiting() -> None:
    """Wait for the first of two tasks."""
    tasks = [asyncio.create_task(never(), name=f"t-{number}") for number in (10, 2)]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)


async def completing() -> None:
    """Wait for two tasks as they end."""
    tasks = [asyncio.create_task(never(), name=f"t-{number}") for number in (10, 2)]
    for done in asyncio.as_completed(tasks):
        await done


async def grouping() -> None:
    """Wait for the tasks of a group."""
    async with asyncio.TaskGroup() as group:
        group.create_task(never(), name="t-10")
        group.create_task(never(), name="t-2")


@pytest.mark.parametrize("main", [waiting, completing, grouping])
def test_tasks_that_are_waited_for_are_known(main: Main) -> None:
    """Behind asyncio.wait, as_completed and a TaskGroup the unfinished tasks are found."""
    if main is grouping and sys.version_info < (3, 11):
        pytest.skip("TaskGroup came with Python 3.11")
    with stalled(main) as program:
        waits = program.waits()
        names = [one.name for one in waits.values()]
        assert names == [main.__name__, "t-2", "t-10"]
        assert set(waits[main.__name__].wait.on_tasks) == {1, 2}


def test_wait_for_is_seen_through() -> None:
    """A task behind wait_for is known, and so is the moment at which the timeout ends."""

    async def main() -> None:
        task = asyncio.create_task(never(), name="inner")
        await asyncio.wait_for(task, 60)

    with stalled(main) as program:
        wait = program.waits()["main"]
        left = (wait.deadline or 0) - program.loop.time()
    assert (wait.wait.kind, wait.wait.on_tasks) == ("task", (1,))
    assert 0 < left <= 60


def test_subprocesses_are_told_by_their_number() -> None:
    """Waiting for a subprocess names it by its process id."""

    async def main() -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "import sys; sys.stdin.read()", stdin=asyncio.subprocess.PIPE
        )
        waiting_since.append(process.pid)
        try:
            await process.wait()
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()

    waiting_since: list[int] = []
    with stalled(main) as program:
        for _ in range(2000):
            if waiting_since:
                break
            program.loop.run_until_complete(asyncio.sleep(0.001))
        program.loop.run_until_complete(asyncio.sleep(0))
        wait = program.waits()["main"].wait
    assert (wait.kind, wait.detail) == ("process", f"pid {waiting_since[0]}")


def test_an_unknown_function_of_asyncio_is_named() -> None:
    """What asyncio waits for inside a function that is not known here is not guessed at."""

    async def main() -> None:
        server = await asyncio.start_server(lambda _, __: None, "127.0.0.1", 0)
        async with server:
            await server.serve_forever()

    with stalled(main) as program:
        wait = program.waits()["main"].wait
    assert (wait.kind, wait.detail) == ("call", "Server.serve_forever() of asyncio.base_events")


def test_an_odd_subclass_is_described_without_its_code() -> None:
    """A queue whose attributes are properties is told without asking them."""

    class Odd(asyncio.Queue[int]):
        @property
        def _maxsize(self) -> int:
            raise AssertionError

        @_maxsize.setter
        def _maxsize(self, value: int) -> None:
            pass

        def full(self) -> bool:
            return True

    async def main() -> None:
        await Odd().put(1)

    with stalled(main) as program:
        wait = program.waits()["main"].wait
    assert (wait.kind, wait.detail) == ("queue_put", "0 of None places taken")
