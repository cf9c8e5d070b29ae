"""Stale response: a request is cancelled before its reply has come, and the next one reads it."""

import asyncio
from contextlib import suppress

from quality.known import Known

KNOWN = Known("cancel", within=600)


class Client:
    """One connection, used by one request after the other."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, careful: bool) -> None:
        self.reader, self.writer = reader, writer
        self.careful = careful
        self.lock = asyncio.Lock()
        self.broken = False

    async def ask(self, question: str) -> str:
        """Write a line and read one."""
        async with self.lock:
            if self.broken:
                raise ConnectionResetError
            self.writer.write(f"{question}\n".encode())
            self.broken = self.careful
            reply = await self.reader.readline()
            self.broken = False
            return reply.decode().strip()

    async def close(self) -> None:
        """Close the connection."""
        self.writer.close()
        await self.writer.wait_closed()


async def _talk(*, careful: bool) -> None:
    over = asyncio.Event()

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionResetError):  # who closes before all is read resets the connection
            while line := await reader.readline():
                writer.write(line)
        writer.close()
        over.set()

    server = await asyncio.start_server(echo, "127.0.0.1", 8765)
    client = Client(*await asyncio.open_connection("127.0.0.1", 8765), careful=careful)
    wrong = []

    async def ask(question: str) -> None:
        with suppress(ConnectionResetError):
            reply = await client.ask(question)
            if reply != question:
                wrong.append(reply)

    await asyncio.gather(ask("one"), ask("two"), return_exceptions=True)
    await client.close()
    await over.wait()
    server.close()
    await server.wait_closed()
    assert not wrong


async def broken() -> None:
    """The connection is used on, with a reply still to come."""
    await _talk(careful=False)


async def fixed() -> None:
    """A connection whose reply was not read is not used again."""
    await _talk(careful=True)
