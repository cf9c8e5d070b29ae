"""A counter that forgets, between reading and storing, that others count as well."""

import asyncio


class RacyCounter:
    def __init__(self):
        self.value = 0

    async def increment(self):
        value = self.value
        await asyncio.sleep(0.001)
        self.value = value + 1  # check: read-modify-write
