"""A condition notifies a waiter that is cancelled at the same moment, and nobody else is woken up.

issue: https://github.com/python/cpython/issues/112202
bad: python==3.12.1
fixed: python==3.13.0
"""

import asyncio
from contextlib import suppress


class Buffer:
    """Items, and who waits for them."""

    def __init__(self) -> None:
        self.items: list[str] = []
        self.changed = asyncio.Condition()

    async def put(self, item: str) -> None:
        """Put an item in, and wake up one who waits."""
        async with self.changed:
            self.items.append(item)
            self.changed.notify()

    async def get(self) -> str:
        """Wait for an item."""
        async with self.changed:
            await self.changed.wait_for(lambda: self.items)
            return self.items.pop()


async def scenario() -> None:
    """Two consumers, of which one may be cancelled, and an item for each that is left."""
    buffer = Buffer()

    async def consume() -> str:
        return await buffer.get()

    consumers = [asyncio.create_task(consume()) for _ in range(2)]
    await asyncio.sleep(0.1)
    await buffer.put("one")
    done, pending = await asyncio.wait(consumers, return_when=asyncio.FIRST_COMPLETED)
    if pending:
        if any(task.cancelled() for task in done):
            assert await pending.pop() == "one"
        else:
            await buffer.put("two")
            await asyncio.wait(pending)
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*consumers)
