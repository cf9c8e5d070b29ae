"""A pool gives a connection to a client that was cancelled while it waited, and never sees it again.

issue: https://github.com/psycopg/psycopg/issues/509
bad: psycopg_pool==3.1.6 psycopg[binary]==3.1.18 python==3.12
fixed: psycopg_pool==3.1.7 psycopg[binary]==3.1.18 python==3.12
"""

import asyncio

from psycopg_pool import AsyncConnectionPool

from quality.real.database_double import Connection


async def scenario() -> None:
    """Three requests share one connection, and each client may go away."""
    pool = AsyncConnectionPool(connection_class=Connection, min_size=1, max_size=1, timeout=5, open=False)
    await pool.open(wait=True)

    async def request() -> str:
        async with pool.connection() as connection:
            return await connection.execute("select 1")

    await asyncio.gather(request(), request(), request(), return_exceptions=True)
    assert await request() == "select 1"
    await pool.close()
