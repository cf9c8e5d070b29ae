"""Consumers that are told to stop by an item, which one of them takes, and which nobody counts as done."""

import asyncio


class StoppingProcessor:
    def __init__(self):
        self.queue = asyncio.Queue()
        self.results = []

    async def produce(self, items):
        for item in items:
            await self.queue.put(item)
        await self.queue.put(None)

    async def consume(self):
        while True:
            item = await self.queue.get()
            if item is None:
                break
            await asyncio.sleep(0.01)
            self.results.append(item.upper())
            self.queue.task_done()
