from __future__ import annotations

import pytest

from tests.loop.network.real_twin import Log, Pair, as_real


@as_real
async def test_abort_as_real(log: Log) -> None:
    """Abort loses what is buffered, and calls connection_lost(None) later, not at once."""
    pair = await Pair(log).open()
    pair.server_end.transport.pause_reading()
    pair.client_end.transport.write(b"x" * 16_000_000)
    pair.client_end.transport.abort()
    log.append(pair.client_end.lost.done())
    log.append(pair.client_end.transport.get_write_buffer_size())
    await pair.client_end.lost
    pair.server_end.transport.resume_reading()
    await pair.server_end.lost
    log.append(len(pair.server_end.received) < 16_000_000)
    await pair.shut()


@as_real
async def test_write_after_close_as_real(log: Log) -> None:
    """Writing to a closed transport is silent, and refuses what is not bytes."""
    pair = await Pair(log).open()
    transport = pair.client_end.transport
    with pytest.raises(TypeError, match="bytes-like"):
        transport.write("text")
    transport.write(b"")
    transport.close()
    transport.write(b"lost")
    transport.pause_reading()
    transport.resume_reading()
    await pair.client_end.lost
    transport.write(b"lost")
    transport.close()
    transport.abort()
    log.append((transport.get_protocol(), transport.is_closing(), transport.is_reading()))
    await pair.server_end.lost
    log.append(pair.server_end.received)
    await pair.shut()
