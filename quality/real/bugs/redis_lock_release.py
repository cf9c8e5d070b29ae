"""A lock whose release is cancelled has forgotten its token, and stays locked for everybody.

issue: https://github.com/redis/redis-py/issues/3847
bad: redis==7.1.0
fixed: redis==7.2.0
"""

import asyncio
from contextlib import suppress

from redis.asyncio import Redis
from redis.exceptions import LockNotOwnedError

from quality.real.peers import PORT, RedisPeer


async def scenario() -> None:
    """Whoever is cancelled while it releases a lock tries again."""
    async with RedisPeer(), Redis(host="127.0.0.1", port=PORT) as client:
        lock = client.lock("job")
        await lock.acquire()

        async def leave() -> None:
            try:
                await lock.release()
            except asyncio.CancelledError:
                with suppress(LockNotOwnedError):  # it was released, but the answer did not come
                    await lock.release()
                raise

        leaving = asyncio.create_task(leave())
        await asyncio.wait([leaving])
    await leaving
