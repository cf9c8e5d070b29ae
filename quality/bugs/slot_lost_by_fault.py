"""A slot of a pool that is not given back when the request fails."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from quality.known import Known

KNOWN = Known(rung="fault", within=50)


class Pool:
    """Lets so many talk with a host at the same time."""

    def __init__(self, *, careful: bool) -> None:
        """Begin with one slot."""
        self.slots = asyncio.Semaphore(1)
        self.careful = careful

    async def ask(self) -> bytes:
        """Ask the host."""
        await self.slots.acquire()
        try:
            answer = await _ask()
        except OSError:
            if self.careful:
                self.slots.release()
            raise
        self.slots.release()
        return answer


async def _ask() -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", 8766)
    try:
        writer.write(b"hello\n")
        return await reader.readline()
    finally:
        writer.close()


class Echo(asyncio.Protocol):
    """The host."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Send back what comes."""
        self.transport.write(data)


async def _talk(*, careful: bool) -> None:
    server = await asyncio.get_running_loop().create_server(Echo, "127.0.0.1", 8766)
    async with server:
        pool = Pool(careful=careful)
        with suppress(OSError):
            await pool.ask()
        assert not pool.slots.locked(), "a slot is lost"


async def broken() -> None:
    """Give the slot back only after an answer."""
    await _talk(careful=False)


async def fixed() -> None:
    """Give the slot back after an error, too."""
    await _talk(careful=True)
