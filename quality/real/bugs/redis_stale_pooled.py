"""A cancelled command leaves its reply on a pooled connection; a late one is read by the next command.

issue: https://github.com/redis/redis-py/issues/2624
bad: redis==4.5.1 async-timeout==4.0.3
fixed: redis==4.5.5 async-timeout==4.0.3
"""

import asyncio

from redis.asyncio import Redis

from quality.real.peers import PORT, RedisPeer


async def scenario() -> None:
    """Two rounds of two requests, and each client may go away."""
    async with RedisPeer() as peer:
        peer.values.update({b"one": b"one", b"two": b"two"})
        client = Redis(host="127.0.0.1", port=PORT)

        async def request(key: str) -> None:
            value = await client.get(key)
            assert value == key.encode(), f"asked for {key}, and got {value!r}"

        asked = []
        async with client:
            for _ in range(2):
                requests = [asyncio.create_task(request(key)) for key in ("one", "two")]
                await asyncio.wait(requests)
                asked += requests
        await client.connection_pool.disconnect()
    for each in asked:
        if not each.cancelled():
            each.result()
