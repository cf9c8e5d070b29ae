"""A client that opens and never closes."""

import aiohttp


class LeakyClient:
    def __init__(self, base):
        self.base = base
        self.http = None

    async def connect(self):
        self.http = aiohttp.ClientSession()  # check: unclosing-class

    async def user(self, number):
        async with self.http.get(f"{self.base}/users/{number}") as answer:
            return await answer.json()
