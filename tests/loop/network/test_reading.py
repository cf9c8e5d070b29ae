from __future__ import annotations

import asyncio
from typing import Any

from tests.loop.network.real_twin import Log, Pair, Recorder, as_real


@as_real
async def test_failing_data_received_as_real(log: Log) -> None:
    """What data_received raises is reported and ends the connection with it."""
    reported: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context))

    class Failing(Recorder):
        def data_received(self, data: bytes) -> None:
            raise ZeroDivisionError

    pair = await Pair(log).open(server=lambda: Failing(log, "server"))
    pair.client_end.transport.write(b"x")
    await asyncio.gather(pair.client_end.lost, pair.server_end.lost)
    log.append([(context["message"], type(context["exception"]).__name__) for context in reported])
    await pair.shut()


@as_real
async def test_failing_eof_received_as_real(log: Log) -> None:
    """What eof_received raises is reported and ends the connection with it."""
    reported: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context))

    class Failing(Recorder):
        def eof_received(self) -> bool:
            raise ZeroDivisionError

    pair = await Pair(log).open(server=lambda: Failing(log, "server"))
    pair.client_end.transport.write_eof()
    await asyncio.gather(pair.client_end.lost, pair.server_end.lost)
    log.append([(context["message"], type(context["exception"]).__name__) for context in reported])
    await pair.shut()


@as_real
async def test_unread_bytes_reset_as_real(log: Log) -> None:
    """Closing with unread bytes resets the connection for the other end."""
    pair = await Pair(log).open()
    pair.server_end.transport.pause_reading()
    pair.client_end.transport.write(b"never read")
    await asyncio.sleep(0.01)
    pair.server_end.transport.close()
    await pair.client_end.lost
    await pair.shut()


@as_real
async def test_buffered_protocol_as_real(log: Log) -> None:
    """A BufferedProtocol with a small buffer gets everything, in order."""

    class Buffered(Recorder, asyncio.BufferedProtocol):
        buffer = bytearray(7)

        def get_buffer(self, sizehint: int) -> Any:
            return self.buffer

        def buffer_updated(self, nbytes: int) -> None:
            self.received += bytes(self.buffer[:nbytes])

    pair = await Pair(log).open(server=lambda: Buffered(log, "server"))
    pair.client_end.transport.write(b"0123456789" * 5)
    pair.client_end.transport.write_eof()
    await asyncio.gather(pair.client_end.lost, pair.server_end.lost)
    log.append(pair.server_end.received)
    await pair.shut()


@as_real
async def test_empty_buffer_as_real(log: Log) -> None:
    """A BufferedProtocol that offers no room loses its connection."""
    reported: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context))

    class Full(Recorder, asyncio.BufferedProtocol):
        def get_buffer(self, sizehint: int) -> Any:
            return bytearray()

    pair = await Pair(log).open(server=lambda: Full(log, "server"))
    pair.client_end.transport.write(b"x")
    await asyncio.gather(pair.client_end.lost, pair.server_end.lost)
    log.append([(context["message"], str(context["exception"])) for context in reported])
    await pair.shut()
