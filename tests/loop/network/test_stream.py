from __future__ import annotations

import asyncio
import contextvars
import socket
import ssl
from typing import Any

import pytest

from asyncproof.loop.network import Network
from tests.loop.network.ends import Collector, connected, run
from tests.loop.network.real_twin import Log, Pair, Recorder, as_real


@as_real
async def test_bytes_and_closing_as_real(log: Log) -> None:
    """Bytes travel both ways, a close reaches the other end."""
    pair = await Pair(log).open()
    pair.client_end.transport.write(b"ping")
    while not pair.server_end.received:
        await asyncio.sleep(0)
    pair.server_end.transport.write(b"pong")
    while not pair.client_end.received:
        await asyncio.sleep(0)
    pair.client_end.transport.close()
    log.append(("closing", pair.client_end.transport.is_closing()))
    await asyncio.gather(pair.client_end.lost, pair.server_end.lost)
    log.append((pair.client_end.received, pair.server_end.received))
    await pair.shut()


@as_real
async def test_half_closing_as_real(log: Log) -> None:
    """After write_eof the other direction still works, if the protocol keeps it open."""
    pair = await Pair(log).open(server=lambda: Recorder(log, "server", keep_open=True))
    transport = pair.client_end.transport
    log.append(transport.can_write_eof())
    transport.write(b"question")
    transport.write_eof()
    with pytest.raises(RuntimeError, match="write_eof"):
        transport.write(b"more")
    with pytest.raises(RuntimeError, match="write_eof"):
        transport.writelines([b"more"])
    transport.write_eof()
    await pair.server_end.ended
    pair.server_end.transport.write(b"answer")
    pair.server_end.transport.close()
    await asyncio.gather(pair.client_end.lost, pair.server_end.lost)
    log.append((pair.client_end.received, pair.server_end.received))
    await pair.shut()


@as_real
async def test_facts_as_real(log: Log) -> None:
    """Both ends know both addresses, and the socket tells the same."""
    pair = await Pair(log).open()
    client, server = pair.client_end.transport, pair.server_end.transport
    log.append(client.get_extra_info("peername") == server.get_extra_info("sockname"))
    log.append(client.get_extra_info("sockname") == server.get_extra_info("peername"))
    sock = client.get_extra_info("socket")
    log.append((sock.family, sock.type, sock.proto, sock.getpeername() == client.get_extra_info("peername")))
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    log.append(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
    log.append((sock.fileno() > 0, sock.gettimeout(), client.get_extra_info("nothing", "default")))
    with pytest.raises(ValueError, match="blocking"):
        sock.setblocking(True)
    with pytest.raises(ValueError, match="only 0"):
        sock.settimeout(3)
    log.append((len(pair.server.sockets), pair.server.is_serving(), pair.server.get_loop() is client._loop))
    await pair.shut()
    log.append((sock.fileno(), pair.server.sockets, pair.server.is_serving()))


@as_real
async def test_changing_protocol_as_real(log: Log) -> None:
    """Another protocol can take over, and gets what comes next."""
    pair = await Pair(log).open()
    other = Recorder(log, "other")
    pair.server_end.transport.set_protocol(other)
    log.append(pair.server_end.transport.get_protocol() is other)
    pair.client_end.transport.write(b"x")
    pair.client_end.transport.close()
    await other.lost
    pair.server_end.lost.set_result(None)
    log.append((other.received, pair.server_end.received))
    await pair.shut()


@as_real
async def test_streams_as_real(log: Log) -> None:
    """Streams work, and their drain waits for a slow reader."""
    gate = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await gate.wait()
        size = 0
        while data := await reader.read(100_000):
            size += len(data)
        writer.write(b"%d\n" % size)
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"x" * 16_000_000)
    drained = asyncio.ensure_future(writer.drain())
    await asyncio.sleep(0.01)
    log.append(drained.done())
    gate.set()
    await drained
    writer.write_eof()
    log.append(await reader.read())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()


def test_a_server_does_not_inherit_the_clients_context() -> None:
    """A context variable that the client sets is not seen by the server's callbacks, nor the reverse."""
    variable = contextvars.ContextVar("variable", default="of nobody")
    seen: dict[str, str] = {}

    class Noting(Collector):
        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            seen[f"{self.name} made"] = variable.get()

        def data_received(self, data: bytes) -> None:
            seen[f"{self.name} data"] = variable.get()

        def connection_lost(self, exc: BaseException | None) -> None:
            seen[f"{self.name} lost"] = variable.get()

    async def main() -> None:
        loop, server, client = asyncio.get_running_loop(), Noting("server"), Noting("client")
        variable.set("of the server")
        await loop.create_server(lambda: server, "127.0.0.1", 80)
        variable.set("of the client")
        transport, _ = await loop.create_connection(lambda: client, "127.0.0.1", 80)
        variable.set("of a test")
        transport.write(b"x")
        await asyncio.sleep(1)
        server.transport.write(b"x")
        await asyncio.sleep(1)
        network.connections[0].half_close(towards="client")
        await asyncio.sleep(1)

    network = Network()
    run(main, network)
    assert seen == {
        "server made": "of the server",
        "server data": "of the server",
        "server lost": "of the server",
        "client made": "of the client",
        "client data": "of the client",
        "client lost": "of the client",
    }


def test_an_end_that_is_lost_before_it_has_a_protocol_is_an_error() -> None:
    """create_connection fails when a connection is aborted while it is being handed over."""

    async def main() -> None:
        loop = asyncio.get_running_loop()

        def factory() -> Collector:
            network.connections[0].client_transport.abort()
            return Collector()

        network.mount("peer.example", 7, Collector)
        with pytest.raises(ConnectionAbortedError, match="before it was begun"):
            await loop.create_connection(factory, "peer.example", 7)

    network = Network()
    run(main, network)


def test_a_failing_connection_made_is_reported_and_keeps_the_connection() -> None:
    """As on a stock loop, where it is a callback like any other."""
    reported = []

    class Failing(Collector):
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            raise ZeroDivisionError

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: reported.append(type(context["exception"])))
        network.mount("peer.example", 7, Collector)
        transport, _ = await loop.create_connection(Failing, "peer.example", 7)
        assert not transport.is_closing()

    network = Network()
    run(main, network)
    assert reported == [ZeroDivisionError]


def test_a_transport_shows_its_state_and_addresses() -> None:
    """Open, closing, closed."""

    async def main() -> list[str]:
        transport = (await connected(network)).client.transport
        shown = [repr(transport)]
        transport.close()
        shown.append(repr(transport))
        await asyncio.sleep(1)
        return [*shown, repr(transport)]

    network = Network()
    addresses = "('127.0.0.1', 49152) -> ('240.0.0.1', 7)"
    assert run(main, network) == [
        f"<MemoryTransport {state} {addresses}>" for state in ("open", "closing", "closed")
    ]


def test_a_client_that_gives_up_at_the_last_moment_is_closed() -> None:
    """create_connection that is cancelled when only connection_made is missing closes the connection."""

    async def main() -> None:
        loop = asyncio.get_running_loop()

        def factory() -> Collector:
            loop.call_soon(task.cancel)
            return Collector()

        network.mount("peer.example", 7, Collector)
        task = asyncio.ensure_future(loop.create_connection(factory, "peer.example", 7))
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(1)
        assert network.connections == []

    network = Network()
    run(main, network)


def test_a_hello_to_a_closing_end_is_not_answered() -> None:
    """The client's handshake ends with the connection."""

    async def main() -> None:
        ends = await connected(network)
        ends.client.transport.pause_reading()
        ends.server.transport.write(bytes(1_000_000))
        ends.server.transport.close()
        starting = asyncio.ensure_future(
            ends.client.transport.start_tls(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        )
        await asyncio.sleep(1)
        ends.client.transport.resume_reading()
        with pytest.raises(ConnectionResetError, match="closed the connection in the handshake"):
            await starting

    network = Network()
    run(main, network)
