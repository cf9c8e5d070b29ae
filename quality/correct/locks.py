"""Locks, semaphores, conditions and events: who waits first is served first, and nobody is forgotten."""

import asyncio
from collections.abc import Awaitable, Callable


async def _in_line(
    waiting: list[int], served: list[int], wait: Callable[[], Awaitable[object]], let_go: Callable[[], object]
) -> None:
    """Queue up three tasks one by one, then let them go; they are served in the order of the line."""

    async def one(place: int) -> None:
        waiting.append(place)
        await wait()
        served.append(place)

    tasks = []
    for place in range(3):
        tasks.append(asyncio.create_task(one(place)))
        while place not in waiting and not tasks[-1].done():
            await asyncio.sleep(0.01)
    let_go()
    await asyncio.gather(*tasks)
    assert served == waiting


async def a_lock_is_fair() -> None:
    """Whoever waits first gets it first."""
    lock = asyncio.Lock()
    await lock.acquire()

    async def wait() -> None:
        async with lock:
            pass

    await _in_line([], [], wait, lock.release)


async def a_lock_lets_in_one_at_a_time() -> None:
    """Three tasks of three steps each leave no update out."""
    lock, total = asyncio.Lock(), 0

    async def add() -> None:
        nonlocal total
        for _ in range(3):
            async with lock:
                before = total
                await asyncio.sleep(0)
                total = before + 1

    await asyncio.gather(*(add() for _ in range(3)))
    assert total == 9


async def a_semaphore_is_fair() -> None:
    """Whoever waits first gets in first."""
    slots = asyncio.Semaphore(1)
    await slots.acquire()

    async def wait() -> None:
        async with slots:
            pass

    await _in_line([], [], wait, slots.release)


async def a_semaphore_counts() -> None:
    """Never more inside than it has room for."""
    slots, inside, most = asyncio.Semaphore(2), 0, 0

    async def visit() -> None:
        nonlocal inside, most
        async with slots:
            inside += 1
            most = max(most, inside)
            try:
                await asyncio.sleep(0.01)
            finally:
                inside -= 1

    await asyncio.gather(*(visit() for _ in range(4)))
    assert most <= 2


async def an_event_wakes_all() -> None:
    """In the order in which they began to wait."""
    event = asyncio.Event()
    await _in_line([], [], event.wait, event.set)


async def a_condition_wakes_as_many_as_it_says() -> None:
    """Two of three go on after `notify(2)`, the third after another one."""
    changed, woken = asyncio.Condition(), []
    waiting = 0

    async def wait() -> None:
        nonlocal waiting
        async with changed:
            waiting += 1
            try:
                await changed.wait()
                woken.append("woken")
            finally:
                waiting -= 1

    tasks = [asyncio.create_task(wait()) for _ in range(3)]
    while waiting < 3 and not any(task.done() for task in tasks):
        await asyncio.sleep(0.01)
    async with changed:
        changed.notify(2)
        changed.notify_all()
    await asyncio.gather(*tasks)
    assert len(woken) == 3


PROGRAMS = {
    a_lock_is_fair: "reorder",
    a_lock_lets_in_one_at_a_time: "",
    a_semaphore_is_fair: "reorder",
    a_semaphore_counts: "",
    an_event_wakes_all: "reorder",
    a_condition_wakes_as_many_as_it_says: "",
}
