"""A request that waits for a connection times out just when it gets the slot, and does not pass it on.

issue: https://github.com/aio-libs/aiohttp/issues/9670
bad: aiohttp==3.14.5
fixed: none
"""

import asyncio
from contextlib import suppress

import aiohttp
from aiohttp import web


async def slow(request: web.Request) -> web.Response:
    """Answer after a while."""
    await asyncio.sleep(0.1)
    return web.Response(text="done")


async def scenario() -> None:
    """Three requests share one connection; who waits for too long gives up."""
    app = web.Application()
    app.router.add_get("/", slow)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 8080).start()
    connector = aiohttp.TCPConnector(limit=1)

    async with aiohttp.ClientSession("http://127.0.0.1:8080", connector=connector) as session:

        async def fetch() -> str:
            async with session.get("/") as response:
                return await response.text()

        async def fetch_or_give_up() -> None:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(fetch(), 0.15)

        await asyncio.gather(fetch(), fetch_or_give_up(), fetch())
    await runner.cleanup()
