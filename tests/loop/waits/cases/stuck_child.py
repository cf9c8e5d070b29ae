"""A TaskGroup waits for a child that waits for an item that nobody puts."""

from __future__ import annotations

import asyncio


async def consume(inbox: asyncio.Queue[int]) -> int:
    """Wait for one item."""
    return await inbox.get()


async def produce(inbox: asyncio.Queue[int]) -> None:
    """Forget to put anything."""
    await asyncio.sleep(0)


async def pipeline() -> None:
    """Run both ends."""
    inbox: asyncio.Queue[int] = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(produce(inbox), name="producer")
        group.create_task(consume(inbox), name="consumer")


main = pipeline
