"""Lock inversion: two transfers take the same two locks in opposite orders, and wait for ever."""

import asyncio

from quality.known import Known

KNOWN = Known("timing", within=60, error="Deadlock")


async def _transfer(first: asyncio.Lock, second: asyncio.Lock) -> None:
    async with first:
        await asyncio.sleep(0.01)
        async with second:
            await asyncio.sleep(0.01)


async def broken() -> None:
    """There and back, at different times."""
    here, there = asyncio.Lock(), asyncio.Lock()
    out = asyncio.create_task(_transfer(here, there))
    await asyncio.sleep(0.1)
    back = asyncio.create_task(_transfer(there, here))
    await asyncio.gather(out, back)


async def fixed() -> None:
    """Both take the locks in one order."""
    here, there = asyncio.Lock(), asyncio.Lock()
    out = asyncio.create_task(_transfer(here, there))
    await asyncio.sleep(0.1)
    back = asyncio.create_task(_transfer(here, there))
    await asyncio.gather(out, back)
