"""A client that works on what it has got, and keeps the loop while it does."""

import time

from examples.user_client.client import UserClient


class BlockingUserClient(UserClient):
    async def prepared(self, number):
        user = await self.user(number)
        time.sleep(0.2)  # check: blocking-sleep
        return {**user, "prepared": True}
