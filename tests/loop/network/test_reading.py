from __future__ import annotations

import asyncio
from typing import Any

import pytest

from asyncproof.loop import ControlledLoop
from asyncproof.loop.network import Network
from tests.loop.network.ends import Collector, Ends, connected, run
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


def test_what_was_kept_is_read_as_one_and_in_order() -> None:
    """Bytes that came while reading was paused are joined up to one read's size; signals stay behind them."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network, keep_open=True)
        ends.server.transport.pause_reading()
        for number in range(5):
            ends.client.transport.write(bytes([number]) * 60_000)
            await asyncio.sleep(1)
        ends.client.transport.write_eof()
        await asyncio.sleep(1)
        assert ends.server.ended_at is None
        ends.server.transport.resume_reading()
        ends.server.transport.pause_reading()
        await asyncio.sleep(1)
        assert ends.server.received == []
        ends.server.transport.resume_reading()
        await asyncio.sleep(1)
        return ends

    ends = run(main, network)
    assert [len(data) for _, data in ends.server.received] == [262_144, 37_856]
    assert ends.server.data == b"".join(bytes([number]) * 60_000 for number in range(5))
    assert ends.server.ended_at == 7.0


def test_a_reset_is_noticed_by_who_reads_or_writes() -> None:
    """While reading is paused nothing is noticed, until bytes that wait for room can't be sent."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network)
        ends.client.transport.pause_reading()
        ends.connection.reset(towards="client")
        await asyncio.sleep(1)
        assert ends.client.lost_with == []
        ends.client.transport.resume_reading()
        await asyncio.sleep(1)
        return ends

    [error] = run(main, network).client.lost_with
    assert isinstance(error, ConnectionResetError)


def test_a_reset_drops_what_waits_for_room() -> None:
    """A writer whose peer resets while its buffer is full is told at once, reading or not."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network)
        ends.server.transport.pause_reading()
        ends.client.transport.pause_reading()
        ends.client.transport.write(bytes(1_000_000))
        await asyncio.sleep(1)
        ends.connection.reset(towards="client")
        await asyncio.sleep(1)
        assert ends.client.transport.get_write_buffer_size() == 0
        return ends

    [error] = run(main, network).client.lost_with
    assert isinstance(error, ConnectionResetError)


def test_bytes_that_come_while_closing_are_not_read() -> None:
    """A closing end that still flushes reads nothing more, and its peer is reset for it."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network)
        ends.server.transport.pause_reading()
        ends.client.transport.write(bytes(1_000_000))
        ends.client.transport.close()
        ends.server.transport.write(b"too late")
        await asyncio.sleep(1)
        ends.server.transport.resume_reading()
        await asyncio.sleep(1)
        return ends

    ends = run(main, network)
    assert ends.client.data == b""
    assert len(ends.server.data) == 1_000_000
    assert [type(error) for error in ends.server.lost_with] == [ConnectionResetError]


@pytest.mark.parametrize("what", ["data_received", "eof_received", "get_buffer", "buffer_updated"])
def test_an_interrupt_is_not_swallowed(what: str) -> None:
    """KeyboardInterrupt in a protocol ends the run, as on a stock loop."""
    network = Network()

    class Interrupted(Collector, asyncio.BufferedProtocol if "buffer" in what else asyncio.Protocol):
        def get_buffer(self, sizehint: int) -> bytearray:
            return bytearray(5)

        def buffer_updated(self, nbytes: int) -> None:
            pass

    def interrupt(*args: Any) -> None:
        raise KeyboardInterrupt

    async def main() -> None:
        protocol = Interrupted()
        setattr(protocol, what, interrupt)
        network.mount("peer.example", 7, lambda: protocol)
        transport, _ = await asyncio.get_running_loop().create_connection(Collector, "peer.example", 7)
        transport.write(b"x")
        transport.close()
        await asyncio.sleep(1)

    loop = ControlledLoop(network=network)
    task = loop.create_task(main())
    with pytest.raises(KeyboardInterrupt):
        loop.run_until_complete(task)
    loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
    loop.close()


@pytest.mark.parametrize("size", [5, 0])
def test_a_buffered_protocol_can_pause_and_fail(size: int) -> None:
    """Pausing in buffer_updated keeps the rest; a get_buffer that raises ends the connection."""
    network = Network()
    reported: list[str] = []

    class Buffered(Collector, asyncio.BufferedProtocol):
        def get_buffer(self, sizehint: int) -> bytearray:
            if not size:
                raise ZeroDivisionError
            self.buffer = bytearray(size)
            return self.buffer

        def buffer_updated(self, nbytes: int) -> None:
            self.data_received(bytes(self.buffer[:nbytes]))
            self.transport.pause_reading()

    async def main() -> None:
        loop, protocol = asyncio.get_running_loop(), Buffered()
        loop.set_exception_handler(lambda _, context: reported.append(context["message"]))
        network.mount("peer.example", 7, lambda: protocol)
        transport, _ = await loop.create_connection(Collector, "peer.example", 7)
        transport.write(b"hello, world")
        await asyncio.sleep(1)
        assert protocol.data == b"hello"[:size]
        assert bool(protocol.lost_with) is (size == 0)

    run(main, network)
    assert reported == ([] if size else ["Fatal error: protocol.get_buffer() call failed."])
