"""A processor that starts tasks and forgets them."""

import asyncio


class ForgetfulProcessor:
    def __init__(self):
        self.results = []

    async def process(self, item):
        await asyncio.sleep(0.1)
        self.results.append(item.upper())

    def start(self, items):
        for item in items:
            asyncio.create_task(self.process(item))  # check: dropped-task
