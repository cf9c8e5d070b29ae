"""A server that answers every request after a while: a peer for HTTP clients, of any version."""

import asyncio
from contextlib import suppress

REPLY = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone"


async def start() -> asyncio.Server:
    """Listen on port 8080."""
    return await asyncio.start_server(_serve, "127.0.0.1", 8080)


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(
        ConnectionResetError
    ):  # a client that hangs up before it has read all resets the connection
        while await reader.readline():
            while (await reader.readline()).strip():
                pass
            await asyncio.sleep(0.1)
            writer.write(REPLY)
    writer.close()
