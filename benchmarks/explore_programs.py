"""The programs that every explorer runs: standard library only, because each runs them in its own process."""

from __future__ import annotations

import asyncio
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
