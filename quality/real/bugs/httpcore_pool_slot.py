"""A request that is cancelled before it connects leaves a connection in the pool that nobody can use.

issue: https://github.com/encode/httpcore/issues/1093
bad: httpcore[asyncio]==1.0.9 anyio==4.16.0
fixed: httpcore2[asyncio]==2.14.0 anyio==4.16.0
"""

import asyncio

from quality.real.peers import PORT, WebPeer

try:
    import httpcore2 as httpcore  # the fork that has the fix
except ImportError:
    import httpcore


async def scenario() -> None:
    """A page asks for three things over two connections, and its reader may go away; then comes another."""
    async with WebPeer(), httpcore.AsyncConnectionPool(max_connections=2) as pool:

        async def fetch() -> bytes:
            response = await pool.request(
                "GET", f"http://127.0.0.1:{PORT}/", extensions={"timeout": {"pool": 5}}
            )
            return response.content

        async def page() -> list[bytes]:
            async with asyncio.TaskGroup() as group:
                parts = [group.create_task(fetch()) for _ in range(3)]
            return [part.result() for part in parts]

        await asyncio.wait([asyncio.create_task(page())])
        assert await page() == [b"done"] * 3
