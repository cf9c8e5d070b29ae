"""A client that is cancelled just when it gets its connection goes on as if nothing had happened.

issue: https://github.com/psycopg/psycopg/issues/1275
bad: psycopg_pool==3.3.0 psycopg[binary]==3.3.3
fixed: psycopg_pool==3.3.3 psycopg[binary]==3.3.3
"""

import asyncio
from contextlib import suppress

from psycopg_pool import AsyncConnectionPool

from quality.real.database_double import Connection


async def scenario() -> None:
    """Two workers poll a database over one connection until they are stopped."""
    pool = AsyncConnectionPool(connection_class=Connection, min_size=1, max_size=1, timeout=60, open=False)
    await pool.open(wait=True)

    async def work() -> None:
        while True:
            async with pool.connection() as connection:
                await connection.execute("select 1")

    workers = [asyncio.create_task(work()) for _ in range(2)]
    await asyncio.sleep(0.25)
    for worker in workers:
        worker.cancel()
    for worker in workers:
        with suppress(asyncio.CancelledError):
            await worker
    await pool.close()
