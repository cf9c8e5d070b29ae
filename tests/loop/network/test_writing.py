from __future__ import annotations

import asyncio

import pytest

from tests.loop.network.real_twin import Log, Pair, Recorder, as_real


@as_real
async def test_flow_control_as_real(log: Log) -> None:
    """A receiver that pauses stops the sender; when it reads on, everything arrives in order."""
    pair = await Pair(log).open()
    pair.server_end.transport.pause_reading()
    log.append(pair.server_end.transport.is_reading())
    transport = pair.client_end.transport
    log.append(transport.get_write_buffer_limits())
    payload = bytes(range(256)) * 64 * 1024
    transport.write(payload)
    log.append(transport.get_write_buffer_size() > 64 * 1024)
    await asyncio.sleep(0.01)
    log.append(transport.get_write_buffer_size() > 64 * 1024)
    pair.server_end.transport.resume_reading()
    while len(pair.server_end.received) < len(payload):
        await asyncio.sleep(0.001)
    while transport.get_write_buffer_size():
        await asyncio.sleep(0.001)
    log.append(pair.server_end.received == payload)
    await pair.shut()


@as_real
async def test_close_flushes_as_real(log: Log) -> None:
    """Close sends what is buffered before the connection is lost."""
    pair = await Pair(log).open()
    payload = b"x" * 8_000_000
    pair.client_end.transport.write(payload)
    pair.client_end.transport.close()
    pair.client_end.transport.close()
    await pair.server_end.lost
    log.append(len(pair.server_end.received))
    await pair.shut()


@as_real
async def test_water_marks_as_real(log: Log) -> None:
    """The marks can be moved, and not to where they make no sense."""
    pair = await Pair(log).open()
    transport = pair.client_end.transport
    for high, low in ((None, None), (100, None), (None, 100), (0, 0), (8, 2)):
        transport.set_write_buffer_limits(high, low)
        log.append(transport.get_write_buffer_limits())
    with pytest.raises(ValueError, match="must be >="):
        transport.set_write_buffer_limits(1, 2)
    await pair.shut()


@as_real
async def test_late_bytes_break_the_pipe_as_real(log: Log) -> None:
    """Writing to a peer that has closed is noticed at the second write, after an EOF that was kept open."""
    pair = await Pair(log).open(client=lambda: Recorder(log, "client", keep_open=True))
    pair.server_end.transport.close()
    await pair.client_end.ended
    pair.client_end.transport.write(b"one")
    await asyncio.sleep(0.01)
    log.append(pair.client_end.lost.done())
    pair.client_end.transport.write(b"two")
    await pair.client_end.lost
    await pair.shut()
