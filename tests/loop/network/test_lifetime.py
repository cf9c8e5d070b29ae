from __future__ import annotations

import asyncio
from typing import Any

import pytest

from asyncproof.loop.network import Network
from tests.loop.network.ends import Collector, Ends, connected, run
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
    with pytest.raises(TypeError, match="data argument must be a bytes"):
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


def test_fatal_errors_of_the_system_are_only_logged_in_debug_mode(caplog: pytest.LogCaptureFixture) -> None:
    """A reset is no bug of anyone's: the exception handler does not hear of it."""
    network = Network()
    reported: list[Any] = []

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context))
        asyncio.get_running_loop().set_debug(True)
        ends = await connected(network)
        ends.connection.cut()
        await asyncio.sleep(1)

    caplog.set_level("DEBUG", logger="asyncio")
    run(main, network)
    assert reported == []
    assert "Fatal read error on memory transport" in caplog.text


def test_a_connection_is_lost_once() -> None:
    """Whatever comes together: a cut, an abort and the other end's close make one connection_lost."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network)
        ends.connection.cut()
        ends.client.transport.abort()
        ends.server.transport.close()
        ends.client.transport.close()
        await asyncio.sleep(1)
        ends.client.transport.abandon()
        return ends

    ends = run(main, network)
    assert (len(ends.client.lost_with), len(ends.server.lost_with)) == (1, 1)


def test_a_failing_connection_lost_still_frees_everything() -> None:
    """It is reported as any callback's failure, and the other end hears of the end."""
    network = Network()
    reported: list[Any] = []

    class Failing(Collector):
        def connection_lost(self, exc: BaseException | None) -> None:
            raise ZeroDivisionError

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: reported.append(type(context["exception"])))
        server = Collector()
        network.mount("peer.example", 7, lambda: server)
        transport, _ = await loop.create_connection(Failing, "peer.example", 7)
        sock = transport.get_extra_info("socket")
        assert sock.fileno() > 0
        transport.close()
        await asyncio.sleep(1)
        assert sock.fileno() == -1
        assert server.lost_with == [None]

    run(main, network, hang_up=False)
    assert reported == [ZeroDivisionError]
    assert network.connections == []
