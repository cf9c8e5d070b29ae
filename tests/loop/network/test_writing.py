from __future__ import annotations

import asyncio

import pytest

from asyncproof.loop.network import Network
from tests.loop.network.ends import Collector, Ends, connected, run
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


def test_a_protocol_that_fails_to_pause_is_reported() -> None:
    """What pause_writing or resume_writing raises is reported, and the connection goes on."""
    network = Network()
    reported: list[str] = []

    class Failing(Collector):
        def pause_writing(self) -> None:
            raise ZeroDivisionError

        resume_writing = pause_writing

    async def main() -> Collector:
        loop, server = asyncio.get_running_loop(), Collector()
        loop.set_exception_handler(lambda _, context: reported.append(context["message"]))
        network.mount("peer.example", 7, lambda: server)
        transport, _ = await loop.create_connection(Failing, "peer.example", 7)
        transport.write(bytes(1_000_000))
        await asyncio.sleep(1)
        return server

    assert len(run(main, network).data) == 1_000_000
    assert reported == ["protocol.pause_writing() failed", "protocol.resume_writing() failed"]


def test_an_interrupt_while_pausing_is_not_swallowed() -> None:
    """KeyboardInterrupt from pause_writing reaches the writer, as on a stock loop."""
    network = Network()

    class Interrupted(Collector):
        def pause_writing(self) -> None:
            raise KeyboardInterrupt

    async def main() -> None:
        network.mount("peer.example", 7, Collector)
        transport, _ = await asyncio.get_running_loop().create_connection(Interrupted, "peer.example", 7)
        with pytest.raises(KeyboardInterrupt):
            transport.write(bytes(1_000_000))

    run(main, network)


def test_the_end_of_the_stream_comes_after_what_waits_for_room() -> None:
    """write_eof with a full buffer sends everything first, and so does lowering the high water mark pause."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network, keep_open=True)
        ends.client.transport.set_write_buffer_limits(high=10_000_000)
        ends.client.transport.write(bytes(1_000_000))
        ends.client.transport.write(b"the end")
        ends.client.transport.write_eof()
        assert ends.client.told == []
        ends.client.transport.set_write_buffer_limits(high=10)
        assert ends.client.told == ["pause"]
        await asyncio.sleep(1)
        return ends

    ends = run(main, network)
    assert ends.server.data == bytes(1_000_000) + b"the end"
    assert ends.server.ended_at == 0.0
    assert ends.client.told == ["pause", "resume"]


def test_writing_to_a_lost_connection_warns_after_a_while(caplog: pytest.LogCaptureFixture) -> None:
    """As asyncio does: five writes pass in silence."""
    network = Network()

    async def main() -> None:
        ends = await connected(network)
        ends.client.transport.abort()
        for _ in range(5):
            ends.client.transport.write(b"x")
        await asyncio.sleep(1)

    run(main, network)
    assert [record.getMessage() for record in caplog.records] == ["socket.send() raised exception."]


def test_waiting_for_room_ends_with_the_connection() -> None:
    """Who waits until everything is sent hears of a lost connection; and of nothing else, if it gave up."""
    network = Network()

    async def main() -> None:
        ends = await connected(network)
        transport = ends.client.transport
        await transport.flushed()
        ends.server.transport.pause_reading()
        transport.write(bytes(1_000_000))
        gone, waiting = asyncio.ensure_future(transport.flushed()), asyncio.ensure_future(transport.flushed())
        await asyncio.sleep(0)
        gone.cancel()
        transport.abort()
        with pytest.raises(ConnectionError, match="closed by peer"):
            await waiting
        with pytest.raises(ConnectionError, match="closed by peer"):
            await transport.flushed()

    run(main, network)
