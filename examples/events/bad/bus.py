"""A bus that calls its handlers, async or not, and looks no further."""

import asyncio


class CallingBus:
    def __init__(self):
        self.handlers = []
        self.last = None

    def tell(self, event):
        for handler in self.handlers:
            handler(event)

    async def tell_later(self, event):
        for handler in self.handlers:
            asyncio.get_running_loop().create_task(handler(event))  # check: dropped-task

    async def keep_last(self, event, delay):
        await asyncio.sleep(delay)
        self.last = event
