"""A command that is cancelled leaves its reply on the connection, and the next command reads it.

issue: https://github.com/redis/redis-py/issues/2665
bad: redis==4.5.1 async-timeout==4.0.3
fixed: redis==4.5.5 async-timeout==4.0.3
"""

import asyncio

from redis.asyncio import Redis

from quality.real.peers import PORT, RedisPeer


async def scenario() -> None:
    """Two requests at a time, and each client may go away."""
    async with RedisPeer() as peer:
        peer.values.update({b"one": b"one", b"two": b"two"})
        client = Redis(host="127.0.0.1", port=PORT)

        async def request(key: str) -> None:
            value = await client.get(key)
            assert value == key.encode(), f"asked for {key}, and got {value!r}"

        async with client:
            early = [asyncio.create_task(request(key)) for key in ("one", "two")]
            await asyncio.wait(early)
            await asyncio.gather(request("one"), request("two"))
        await client.connection_pool.disconnect()
    await asyncio.gather(*early)
