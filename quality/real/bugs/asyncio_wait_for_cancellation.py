"""`wait_for` swallows the cancellation of its task if what it waits for is done at the same moment.

issue: https://github.com/python/cpython/issues/86296
bad: python==3.11.7
fixed: python==3.12.1
"""

import asyncio
from contextlib import suppress


async def scenario() -> None:
    """A worker takes items until it is stopped."""
    queue: asyncio.Queue[int] = asyncio.Queue()

    async def work() -> None:
        while True:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(queue.get(), 1)

    async def produce() -> None:
        for number in range(5):
            await asyncio.sleep(0.1)
            queue.put_nowait(number)

    worker, producer = asyncio.create_task(work()), asyncio.create_task(produce())
    await asyncio.sleep(0.25)
    worker.cancel()
    with suppress(asyncio.CancelledError):
        await worker
    await producer
