"""The programs that every explorer runs: standard library only, because each runs them in its own process."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import perf_counter

TASKS = 3
first: list[float] = []
"""When the bug was met for the first time."""


async def counter() -> None:
    """Add to a counter that a lock protects, three tasks three times each: there is no bug to find."""
    lock = asyncio.Lock()
    total = 0

    async def add() -> None:
        nonlocal total
        for _ in range(3):
            async with lock:
                seen = total
                await asyncio.sleep(0)
                total = seen + 1

    await asyncio.gather(*(add() for _ in range(TASKS)))
    assert total == 3 * TASKS


async def work(number: int, ended: list[int]) -> None:
    """Yield four times, and end."""
    for _ in range(4):
        await asyncio.sleep(0)
    ended.append(number)


def in_order(ended: list[int]) -> bool:
    """Say whether the tasks did not end in the opposite of the order in which they began."""
    if ended == [2, 1, 0] and not first:
        first.append(perf_counter())
    return ended != [2, 1, 0]


async def backwards() -> None:
    """Fail if the last task to begin is the first to end, and the first the last."""
    ended: list[int] = []
    await asyncio.gather(*(work(number, ended) for number in range(TASKS)))
    assert in_order(ended)


async def write(number: int, written: list[int]) -> None:
    """Write to the same thing in three steps."""
    for left in (2, 1, 0):
        written.append(number)
        if left:
            await asyncio.sleep(0)


def is_all_written(written: list[int]) -> bool:
    """Say whether nobody has kept another from writing."""
    return len(written) == 3 * TASKS


async def conflict() -> None:
    """Let three tasks write to the same thing in three steps each: there is no bug to find."""
    written: list[int] = []
    await asyncio.gather(*(write(number, written) for number in range(TASKS)))
    assert is_all_written(written)


async def use(slots: asyncio.Semaphore) -> None:
    """Take a slot, work, and give it back, but not when it is cancelled meanwhile."""
    for _ in range(3):
        await asyncio.sleep(0)
    await slots.acquire()
    await asyncio.sleep(0)
    slots.release()


def is_given_back(slots: asyncio.Semaphore) -> bool:
    """Say whether the slot is there again."""
    if slots.locked() and not first:
        first.append(perf_counter())
    return not slots.locked()


async def slot() -> None:
    """Fail if the slot is lost."""
    slots = asyncio.Semaphore(1)
    task = asyncio.create_task(use(slots))
    with suppress(asyncio.CancelledError):
        await task
    assert is_given_back(slots)
