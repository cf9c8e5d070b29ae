"""A test of the blocking client that measures real time."""

import asyncio
import time

from examples.user_client.bad.blocking import BlockingUserClient


async def test_users_at_the_same_time(net):  # guard: blocking-call
    api = net.http("https://users.example")
    for number in (1, 2, 3):
        api.get(f"/users/{number}").reply(json={"id": number})
    client = BlockingUserClient("https://users.example")
    started = time.time()
    users = await asyncio.gather(*(client.prepared(number) for number in (1, 2, 3)))
    assert len(users) == 3
    assert time.time() - started < 3  # check: wall-clock
