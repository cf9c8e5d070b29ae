from __future__ import annotations

import asyncio
import select

from tests.loop.network.real_twin import Log, Pair, Recorder, as_real


@as_real
async def test_descriptor_as_real(log: Log) -> None:
    """The socket's descriptor polls as readable when something is unread or the peer has hung up."""

    def readable(end: Recorder) -> bool:
        fileno = end.transport.get_extra_info("socket").fileno()
        return bool(select.select([fileno], [], [], 0)[0])

    pair = await Pair(log).open(client=lambda: Recorder(log, "client", keep_open=True))
    pair.client_end.transport.pause_reading()
    log.append(readable(pair.client_end))
    pair.server_end.transport.write(b"x")
    await asyncio.sleep(0.01)
    log.append(readable(pair.client_end))
    pair.client_end.transport.resume_reading()
    while not pair.client_end.received:
        await asyncio.sleep(0)
    log.append(readable(pair.client_end))
    pair.client_end.transport.pause_reading()
    pair.server_end.transport.close()
    await asyncio.sleep(0.01)
    log.append(readable(pair.client_end))
    pair.client_end.transport.resume_reading()
    await pair.client_end.ended
    log.append(readable(pair.client_end))
    await pair.shut()
