"""A booking that is sent again when its answer was lost: the host has heard it already."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from quality.known import Known

KNOWN = Known(rung="fault", within=50)
ATTEMPTS = 3


class Hotel:
    """Books a room for each request, or for each request that it does not know."""

    def __init__(self, *, knows_keys: bool) -> None:
        """Begin with nothing booked."""
        self.knows_keys = knows_keys
        self.booked: list[bytes] = []

    def book(self, key: bytes) -> bytes:
        """Book, and say so."""
        if not (self.knows_keys and key in self.booked):
            self.booked.append(key)
        return b"booked\n"


class Desk(asyncio.Protocol):
    """Where requests come in."""

    def __init__(self, hotel: Hotel) -> None:
        """Begin."""
        self.hotel = hotel

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Book, and say so."""
        self.transport.write(self.hotel.book(data))


async def _book() -> bool:
    for _ in range(ATTEMPTS):
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", 8767)
            try:
                writer.write(b"request-1\n")
                if await reader.readline() == b"booked\n":
                    return True
            finally:
                writer.close()
    return False


async def _travel(*, knows_keys: bool) -> None:
    hotel = Hotel(knows_keys=knows_keys)
    server = await asyncio.get_running_loop().create_server(lambda: Desk(hotel), "127.0.0.1", 8767)
    async with server:
        assert await _book()
    assert len(hotel.booked) == 1, "booked twice"


async def broken() -> None:
    """Book whatever comes."""
    await _travel(knows_keys=False)


async def fixed() -> None:
    """Know a request again."""
    await _travel(knows_keys=True)
