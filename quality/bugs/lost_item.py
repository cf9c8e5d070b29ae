"""Item lost by a timed-out get: it is out of the queue when the time is up, and goes nowhere."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from quality.known import Known

KNOWN = Known("timing", within=60)


async def _collect(queue: asyncio.Queue[str], receive: Callable[[], Awaitable[str]]) -> None:
    """Ask once, and look whether the item is still anywhere."""
    asyncio.get_running_loop().call_later(0.5, queue.put_nowait, "item")
    items = []
    with suppress(asyncio.TimeoutError):
        items.append(await asyncio.wait_for(receive(), 1))
    await asyncio.sleep(1)
    assert items or not queue.empty()


async def broken() -> None:
    """What was taken is written to a log before it is handed over."""
    queue: asyncio.Queue[str] = asyncio.Queue()

    async def receive() -> str:
        item = await queue.get()
        await asyncio.sleep(0.01)
        return item

    await _collect(queue, receive)


async def fixed() -> None:
    """The log is written before the item is taken."""
    queue: asyncio.Queue[str] = asyncio.Queue()

    async def receive() -> str:
        await asyncio.sleep(0.01)
        return await queue.get()

    await _collect(queue, receive)
