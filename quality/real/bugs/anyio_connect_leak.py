"""A task that is cancelled just when it has connected leaves the connection open for ever.

issue: https://github.com/agronholm/anyio/blob/4.16.0/src/anyio/_core/_sockets.py
bad: anyio==4.15.1
fixed: anyio==4.16.0
"""

import asyncio
from contextlib import suppress

import anyio


async def scenario() -> None:
    """A client connects, and goes away; the server waits until all connections are closed."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionResetError):
            await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 8080)

    async def visit() -> None:
        async with await anyio.connect_tcp("127.0.0.1", 8080) as stream:
            await stream.send(b"hello")

    await asyncio.wait([asyncio.create_task(visit())])
    server.close()
    await server.wait_closed()
