"""Lost wake-up with an Event: it is cleared after it was set, and before anybody waits."""

import asyncio

from quality.known import Known

KNOWN = Known("latency", within=30, error="Deadlock")


async def broken() -> None:
    """The waiter clears the event when it begins to wait."""
    ready = asyncio.Event()

    async def wait() -> None:
        ready.clear()
        await ready.wait()

    async def tell() -> None:
        await asyncio.sleep(0)
        ready.set()

    await asyncio.gather(wait(), tell())


async def fixed() -> None:
    """The event is cleared after the wait."""
    ready = asyncio.Event()

    async def wait() -> None:
        await ready.wait()
        ready.clear()

    async def tell() -> None:
        await asyncio.sleep(0)
        ready.set()

    await asyncio.gather(wait(), tell())
