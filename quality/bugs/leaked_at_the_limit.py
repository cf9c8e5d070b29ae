"""Slot leaked at a time limit: it is over when the slot is taken, and before the `try` that gives it back."""

import asyncio
from collections.abc import Awaitable, Callable

from quality.known import Known

KNOWN = Known("cancel", within=600, error="Deadlock", since=(3, 11))


class Pool:
    """One connection, which takes a moment to get."""

    def __init__(self) -> None:
        self.slots = asyncio.Semaphore(1)

    async def use(self) -> None:
        """Say hello before the `try`."""
        await asyncio.sleep(0.01)
        await self.slots.acquire()
        await asyncio.sleep(0.01)
        try:
            await asyncio.sleep(0.01)
        finally:
            self.slots.release()

    async def use_safely(self) -> None:
        """Say hello inside of it."""
        await asyncio.sleep(0.01)
        async with self.slots:
            await asyncio.sleep(0.02)


async def _twice(use: Callable[[Pool], Awaitable[None]]) -> None:
    """Use it with a limit, which may be over, and again."""
    pool = Pool()
    try:
        async with asyncio.timeout(60):
            await use(pool)
    except TimeoutError:
        pass
    await use(pool)


async def broken() -> None:
    """No task is cancelled here: all that is under the limit is the scenario's own."""
    await _twice(Pool.use)


async def fixed() -> None:
    """Whenever the limit is over, the slot is given back."""
    await _twice(Pool.use_safely)
