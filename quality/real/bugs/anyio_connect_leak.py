"""A task that is cancelled just when it has connected leaves the connection open for ever.

issue: https://github.com/agronholm/anyio/blob/4.16.0/src/anyio/_core/_sockets.py
bad: anyio==4.15.1
fixed: anyio==4.16.0
"""

import asyncio

import anyio

from quality.real.peers import PORT, Peer


async def scenario() -> None:
    """A client connects, and goes away; the server waits until all have left."""
    async with Peer():

        async def visit() -> None:
            async with await anyio.connect_tcp("127.0.0.1", PORT) as stream:
                await stream.send(b"hello")

        await asyncio.wait([asyncio.create_task(visit())])
