"""Claims about who holds a lock, and who would end a wait."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest

from asyncproof.loop.waits import TaskWait
from tests.loop.waits.stalling import never, stalled

Main = Callable[[], Coroutine[Any, Any, Any]]


class Store:
    """Has locks, and several ways of holding one."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.locks = {"a": [self.lock]}

    def get_lock(self) -> asyncio.Lock:
        return self.lock

    async def __aenter__(self) -> None:
        await self.lock.acquire()

    async def __aexit__(self, *_: object) -> None:
        self.lock.release()

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        async with self.lock:
            yield

    async def by_block(self) -> None:
        async with self.lock:
            await never()

    async def by_call(self) -> None:
        async with self.get_lock():
            await never()

    async def by_item(self) -> None:
        async with self.locks["a"][0]:
            await never()

    async def by_decorator(self) -> None:
        async with self.transaction():
            await never()

    async def by_class(self) -> None:
        async with self:
            await never()

    async def by_stack(self) -> None:
        async with contextlib.AsyncExitStack() as stack:
            await stack.enter_async_context(self.lock)
            await never()

    async def by_acquire(self) -> None:
        await self.lock.acquire()
        self.lock.release()
        await self.lock.acquire()
        await never()


def two(holder: Callable[[Store], Coroutine[Any, Any, Any]]) -> dict[str, TaskWait]:
    """Return the waits of a task that holds the lock of a store and of one that wants it."""

    async def main() -> None:
        store = Store()
        held = asyncio.create_task(holder(store), name="holder")
        await asyncio.sleep(0)
        async with store.lock:
            pass
        await held

    with stalled(main) as program:
        return program.waits()


@pytest.mark.parametrize(
    ("holder", "how"),
    [
        (Store.by_block, "block"),
        (Store.by_call, "block"),
        (Store.by_item, "block"),
        (Store.by_decorator, "block"),
        (Store.by_class, "block"),
        (Store.by_stack, "block"),
        (Store.by_acquire, "acquired"),
    ],
)
def test_the_holder_is_found(holder: Callable[[Store], Coroutine[Any, Any, Any]], how: str) -> None:
    """However a lock was taken in a suspended function, its holder is known."""
    waits = two(holder)
    (blocker,) = waits["main"].blockers
    assert (blocker.task, blocker.how) == (waits["holder"].number, how)
    ((thing, spot),) = waits["holder"].holds
    assert str(thing) == "Lock `store.lock`"
    assert spot is not None
    assert spot.line > holder.__code__.co_firstlineno or how == "block"


def test_who_waits_to_enter_does_not_hold() -> None:
    """Of three tasks at one block only the one inside holds the lock."""

    async def main() -> None:
        store = Store()
        await asyncio.gather(*(store.by_block() for _ in range(3)))

    with stalled(main) as program:
        waits = program.waits()
    names = {one.name: [blocker.task for blocker in one.blockers] for one in waits.values()}
    assert names == {
        "main": [],
        "Store.by_block": [],
        "Store.by_block #2": [waits["Store.by_block"].number],
        "Store.by_block #3": [waits["Store.by_block"].number],
    }


def test_a_released_condition_is_not_held() -> None:
    """Who waits for a notification has let the lock go."""

    async def main() -> None:
        condition = asyncio.Condition()

        async def wait() -> None:
            async with condition:
                await condition.wait()

        async def hold() -> None:
            async with condition:
                await never()

        async def want() -> None:
            async with condition:
                pass

        await asyncio.gather(
            *(asyncio.create_task(f(), name=f"{n}-{f.__name__}") for n, f in enumerate([wait, hold, want]))
        )

    with stalled(main) as program:
        waits = program.waits()
    assert [blocker.task for blocker in waits["2-want"].blockers] == [waits["1-hold"].number]
    assert waits["0-wait"].holds == ()


def test_a_lock_that_nobody_is_seen_to_hold_has_no_holder() -> None:
    """A task that took the lock and ended is not found, and nobody else is blamed."""

    async def main() -> None:
        lock = asyncio.Lock()
        await asyncio.create_task(lock.acquire())
        await lock.acquire()
        lock.release()

    with stalled(main) as program:
        assert program.waits()["main"].blockers == ()


def test_who_would_release_is_found_where_no_holder_is() -> None:
    """A task that comes to release() is in the way even if its acquire() can't be seen."""

    async def main() -> None:
        lock = asyncio.Lock()

        async def take() -> None:
            await lock.acquire()

        async def hold() -> None:
            await take()
            await never()
            lock.release()

        held = asyncio.create_task(hold(), name="holder")
        await asyncio.sleep(0)
        await lock.acquire()
        await held

    with stalled(main) as program:
        waits = program.waits()
        (blocker,) = waits["main"].blockers
    assert (blocker.task, blocker.how, blocker.text) == (waits["holder"].number, "would", "lock.release")


async def event_to_be_set() -> None:
    """Set an event after waiting for who waits for it."""
    event = asyncio.Event()
    task = asyncio.create_task(event.wait(), name="waiter")
    await task
    event.set()


async def items_to_be_put() -> None:
    """Wait for a confirmation of what is put afterwards."""
    inbox: asyncio.Queue[int] = asyncio.Queue()

    async def consume() -> None:
        await inbox.get()

    await asyncio.create_task(consume(), name="waiter")
    inbox.put_nowait(1)


@pytest.mark.parametrize(
    ("main", "text"), [(event_to_be_set, "event.set"), (items_to_be_put, "inbox.put_nowait")]
)
def test_who_would_end_the_wait_is_found(main: Main, text: str) -> None:
    """A task whose code comes to the call that ends the wait stands in its way, and makes a circle."""
    with stalled(main) as program:
        waits = program.waits()
        (blocker,) = waits["waiter"].blockers
    assert (blocker.task, blocker.how, blocker.text) == (0, "would", text)
    assert waits["waiter"].waits_on == (0,)


def test_who_waits_for_the_same_is_no_help() -> None:
    """A worker that would put an item after it has got one does not count as a producer."""

    async def main() -> None:
        queue: asyncio.Queue[int] = asyncio.Queue()

        async def pass_on() -> None:
            while True:
                await queue.put(await queue.get())

        await asyncio.gather(pass_on(), pass_on())

    with stalled(main) as program:
        assert all(one.blockers == () for one in program.waits().values())
