"""Slot leaked by a cancelled acquire: it is taken, and the cancellation comes before the `try`."""

import asyncio
from collections.abc import Awaitable, Callable

from quality.known import Known

KNOWN = Known("cancel", within=600)


class Pool:
    """Two connections."""

    def __init__(self) -> None:
        self.slots = asyncio.Semaphore(2)
        self.free = 2

    async def _take(self) -> None:
        await self.slots.acquire()
        self.free -= 1

    def _give_back(self) -> None:
        self.free += 1
        self.slots.release()

    async def use(self) -> None:
        """Connect outside of the `try`."""
        await self._take()
        await asyncio.sleep(0.01)
        try:
            await asyncio.sleep(0.01)
        finally:
            self._give_back()

    async def use_safely(self) -> None:
        """Connect inside of it."""
        await self._take()
        try:
            await asyncio.sleep(0.02)
        finally:
            self._give_back()


async def _serve(use: Callable[[Pool], Awaitable[None]]) -> Pool:
    pool = Pool()
    await asyncio.gather(*(use(pool) for _ in range(2)), return_exceptions=True)
    return pool


async def broken() -> None:
    """A client goes away while it is being connected."""
    pool = await _serve(Pool.use)
    assert pool.free == 2, f"{2 - pool.free} slots were not given back"


async def fixed() -> None:
    """Whatever happens, the slot is given back."""
    pool = await _serve(Pool.use_safely)
    assert pool.free == 2, f"{2 - pool.free} slots were not given back"
