"""A command that is cancelled gives its connection back with the reply still to come.

issue: https://github.com/aio-libs/aiomcache/issues/43
bad: aiomcache==0.8.2
fixed: none
"""

import asyncio

import aiomcache

from quality.real.peers import PORT, MemcachedPeer


async def scenario() -> None:
    """Two requests over a pool of one connection, one after the other, and the first may be cancelled."""
    async with MemcachedPeer():
        client = aiomcache.Client("127.0.0.1", PORT, pool_size=1)

        async def request(key: bytes) -> None:
            value = await client.get(key)
            assert value == key, f"asked for {key!r}, and got {value!r}"

        try:
            first = asyncio.create_task(request(b"one"))
            await asyncio.wait([first])
            await request(b"two")
        finally:
            await client.close()
    await first
