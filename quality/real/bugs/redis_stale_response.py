"""A command that is cancelled leaves its reply on the connection, and the next command reads it.

issue: https://github.com/redis/redis-py/issues/2665
bad: redis==4.5.1 async-timeout==4.0.3
fixed: redis==4.5.5 async-timeout==4.0.3
"""

import asyncio

from redis.asyncio import Redis

from quality.real.peers import PORT, RedisPeer


async def scenario() -> None:
    """Two requests over one connection, one after the other, and the first may be cancelled."""
    async with RedisPeer() as peer:
        peer.values.update({b"one": b"one", b"two": b"two"})
        client = Redis(host="127.0.0.1", port=PORT, single_connection_client=True)

        async def request(key: str) -> None:
            value = await client.get(key)
            assert value == key.encode(), f"asked for {key}, and got {value!r}"

        async with client:
            first = asyncio.create_task(request("one"))
            await asyncio.wait([first])
            await request("two")
    await first
