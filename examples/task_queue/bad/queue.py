"""A queue that leaves the others running when one of its jobs has failed."""

import asyncio


class HastyQueue:
    def __init__(self, places):
        self.free = asyncio.Semaphore(places)
        self.results = []

    async def run(self, jobs):
        async def one(job):
            await self.free.acquire()
            self.results.append(await job())
            self.free.release()

        await asyncio.gather(*(one(job) for job in jobs))
