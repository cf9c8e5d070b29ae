"""A task that is cancelled just when it has got a lock never gives it back.

issue: https://github.com/agronholm/anyio/issues/398
bad: anyio==3.4.0
fixed: anyio==3.5.0
"""

import asyncio

import anyio


async def scenario() -> None:
    """Two workers of plain asyncio need one lock of anyio's."""
    lock = anyio.Lock()

    async def work() -> None:
        async with lock:
            await asyncio.sleep(0.1)

    await asyncio.gather(work(), work(), return_exceptions=True)
