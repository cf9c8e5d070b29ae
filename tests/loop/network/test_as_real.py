"""Scenarios that run on stock asyncio over real loopback and on the network in memory, and look the same."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from asyncproof.loop import ControlledLoop
from asyncproof.loop.network import Network

Log = list[Any]


class Recorder(asyncio.Protocol):
    """Writes down what a transport calls."""

    def __init__(self, log: Log, name: str, *, keep_open: bool = False) -> None:
        self.log = log
        self.name = name
        self.keep_open = keep_open
        self.transport: Any = None
        self.received = b""
        self.lost: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.made: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.ended: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.log.append((self.name, "made"))
        self.made.set_result(None)

    def data_received(self, data: bytes) -> None:
        if not self.received:
            self.log.append((self.name, "data"))
        self.received += data

    def eof_received(self) -> bool:
        self.log.append((self.name, "eof"))
        self.ended.set_result(None)
        return self.keep_open

    def connection_lost(self, exc: BaseException | None) -> None:
        self.log.append((self.name, "lost", type(exc).__name__))
        self.lost.set_result(None)

    def pause_writing(self) -> None:
        self.log.append((self.name, "pause"))

    def resume_writing(self) -> None:
        self.log.append((self.name, "resume"))


class Pair:
    """A server with one connection."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.server_end: Recorder
        self.client_end: Recorder
        self.server: Any

    async def open(
        self,
        *,
        server: Callable[[], Recorder] | None = None,
        client: Callable[[], Recorder] | None = None,
    ) -> Pair:
        loop = asyncio.get_running_loop()
        self.server_end = server() if server else Recorder(self.log, "server")
        self.server = await loop.create_server(lambda: self.server_end, "127.0.0.1", 0)
        host, port = self.server.sockets[0].getsockname()
        _, self.client_end = await loop.create_connection(
            client or (lambda: Recorder(self.log, "client")), host, port
        )
        await self.server_end.made
        return self

    async def shut(self) -> None:
        self.server.close()
        for end in (self.client_end, self.server_end):
            if not end.lost.done():
                end.transport.abort()
        await asyncio.gather(self.client_end.lost, self.server_end.lost)
        await self.server.wait_closed()


async def echo(log: Log) -> None:
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


async def half_close(log: Log) -> None:
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


async def flow(log: Log) -> None:
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


async def flush_on_close(log: Log) -> None:
    """Close sends what is buffered before the connection is lost."""
    pair = await Pair(log).open()
    payload = b"x" * 8_000_000
    pair.client_end.transport.write(payload)
    pair.client_end.transport.close()
    pair.client_end.transport.close()
    await pair.server_end.lost
    log.append(len(pair.server_end.received))
    await pair.shut()


async def abort_drops(log: Log) -> None:
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


async def write_after_close(log: Log) -> None:
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


async def failing_protocol(log: Log) -> None:
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


async def failing_eof(log: Log) -> None:
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


async def unread_bytes_reset(log: Log) -> None:
    """Closing with unread bytes resets the connection for the other end."""
    pair = await Pair(log).open()
    pair.server_end.transport.pause_reading()
    pair.client_end.transport.write(b"never read")
    await asyncio.sleep(0.01)
    pair.server_end.transport.close()
    await pair.client_end.lost
    await pair.shut()


async def late_bytes_break_the_pipe(log: Log) -> None:
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


async def buffered(log: Log) -> None:
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


async def empty_buffer(log: Log) -> None:
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


async def changing_protocol(log: Log) -> None:
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


async def facts(log: Log) -> None:
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


async def water_marks(log: Log) -> None:
    """The marks can be moved, and not to where they make no sense."""
    pair = await Pair(log).open()
    transport = pair.client_end.transport
    for high, low in ((None, None), (100, None), (None, 100), (0, 0), (8, 2)):
        transport.set_write_buffer_limits(high, low)
        log.append(transport.get_write_buffer_limits())
    with pytest.raises(ValueError, match="must be >="):
        transport.set_write_buffer_limits(1, 2)
    await pair.shut()


async def refusal(log: Log) -> None:
    """Where nobody listens a connection is refused."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Recorder(log, "server"), "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    with pytest.raises(OSError, match="in use"):
        await loop.create_server(lambda: Recorder(log, "server"), host, port)
    server.close()
    await server.wait_closed()
    with pytest.raises(ConnectionRefusedError, match="Connect call failed"):
        await loop.create_connection(lambda: Recorder(log, "client"), host, port)


async def server_not_started(log: Log) -> None:
    """A server that does not serve yet can be started, once or more."""
    loop = asyncio.get_running_loop()
    made = asyncio.Event()

    class Greeter(Recorder):
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            made.set()

    server = await loop.create_server(lambda: Greeter(log, "server"), "127.0.0.1", 0, start_serving=False)
    log.append(server.is_serving())
    async with server:
        await server.start_serving()
        await server.start_serving()
        log.append(server.is_serving())
        transport, client = await loop.create_connection(
            lambda: Recorder(log, "client"), *server.sockets[0].getsockname()
        )
        await made.wait()
        transport.close()
        await client.lost
    log.append(server.is_serving())
    server.close()


async def serving_forever(log: Log) -> None:
    """serve_forever ends by cancellation and closes the server; a second one is refused."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Recorder(log, "server"), "127.0.0.1", 0)
    task = asyncio.ensure_future(server.serve_forever())
    await asyncio.sleep(0)
    with pytest.raises(RuntimeError, match="already being awaited"):
        await server.serve_forever()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    log.append((task.cancelled(), server.is_serving()))
    with pytest.raises(RuntimeError, match="is closed"):
        await server.serve_forever()


async def waiting_for_closed(log: Log) -> None:
    """wait_closed waits for connections from Python 3.12 on."""
    pair = await Pair(log).open()
    pair.server.close()
    waiting = asyncio.ensure_future(pair.server.wait_closed())
    for _ in range(5):
        await asyncio.sleep(0)
    log.append(waiting.done())
    pair.client_end.transport.close()
    await waiting
    await pair.server_end.lost
    await pair.shut()


async def closing_clients(log: Log) -> None:
    """From Python 3.13 on a server can close or abort its connections."""
    for what in ("close_clients", "abort_clients"):
        pair = await Pair(log).open()
        log.append(hasattr(pair.server, what))
        if hasattr(pair.server, what):
            getattr(pair.server, what)()
            await asyncio.gather(pair.client_end.lost, pair.server_end.lost)
        await pair.shut()


async def streams(log: Log) -> None:
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


async def unix(log: Log) -> None:
    """Unix sockets work, and where nobody listens there is no such file."""
    import tempfile

    with tempfile.TemporaryDirectory() as directory:
        path = f"{directory}/socket"

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            log.append(
                ("server", writer.get_extra_info("sockname") == path, writer.get_extra_info("peername"))
            )
            writer.write(await reader.read())
            writer.close()

        with pytest.raises(FileNotFoundError):
            await asyncio.open_unix_connection(path)
        server = await asyncio.start_unix_server(serve, path)
        reader, writer = await asyncio.open_unix_connection(path)
        log.append((writer.get_extra_info("peername") == path, writer.get_extra_info("sockname")))
        log.append(writer.get_extra_info("socket").family)
        writer.write(b"hello")
        writer.write_eof()
        log.append(await reader.read())
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()


async def readable_descriptor(log: Log) -> None:
    """The socket's descriptor polls as readable when something is unread or the peer has hung up."""
    import select

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


async def datagrams(log: Log) -> None:
    """Datagrams find their endpoint; a refusal reaches a connected one, and nobody else."""
    loop = asyncio.get_running_loop()

    class Endpoint(asyncio.DatagramProtocol):
        def __init__(self, name: str) -> None:
            self.name = name
            self.heard = asyncio.Event()

        def datagram_received(self, data: bytes, addr: Any) -> None:
            log.append((self.name, data))
            self.sender = addr
            self.heard.set()

        def error_received(self, exc: Exception) -> None:
            log.append((self.name, type(exc).__name__))
            self.heard.set()

        def connection_lost(self, exc: Exception | None) -> None:
            log.append((self.name, "lost", exc))

    server_transport, server = await loop.create_datagram_endpoint(
        lambda: Endpoint("server"), local_addr=("127.0.0.1", 0)
    )
    address = server_transport.get_extra_info("sockname")
    client_transport, client = await loop.create_datagram_endpoint(
        lambda: Endpoint("client"), remote_addr=address
    )
    log.append(client_transport.get_extra_info("peername") == address)
    client_transport.sendto(b"ping")
    await server.heard.wait()
    log.append(server.sender == client_transport.get_extra_info("sockname"))
    server_transport.sendto(b"pong", server.sender)
    await client.heard.wait()
    with pytest.raises(ValueError, match="Invalid address"):
        client_transport.sendto(b"x", ("127.0.0.1", 1))
    with pytest.raises(TypeError, match="bytes-like"):
        client_transport.sendto("x")
    server_transport.close()
    await asyncio.sleep(0)
    client.heard.clear()
    client_transport.sendto(b"anyone?")
    await client.heard.wait()
    client_transport.abort()
    await asyncio.sleep(0)


async def low_level(log: Log) -> None:
    """A socket connected by hand can be read and written by hand."""
    loop = asyncio.get_running_loop()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.readline()).upper())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    with socket.socket() as sock:
        sock.setblocking(False)
        await loop.sock_connect(sock, server.sockets[0].getsockname())
        await loop.sock_sendall(sock, b"hello\n")
        log.append(await loop.sock_recv(sock, 3))
        buffer = bytearray(10)
        log.append((await loop.sock_recv_into(sock, buffer), bytes(buffer)))
        log.append(await loop.sock_recv(sock, 3))
    server.close()
    await server.wait_closed()


async def sock_then_connection(log: Log) -> None:
    """A socket connected by hand can be given to create_connection."""
    loop = asyncio.get_running_loop()
    pair = Pair(log)
    pair.server_end = Recorder(log, "server")
    pair.server = await loop.create_server(lambda: pair.server_end, "127.0.0.1", 0)
    sock = socket.socket()
    sock.setblocking(False)
    await loop.sock_connect(sock, pair.server.sockets[0].getsockname())
    await pair.server_end.made
    pair.server_end.transport.write(b"early")
    _, pair.client_end = await loop.create_connection(lambda: Recorder(log, "client"), sock=sock)
    while not pair.client_end.received:
        await asyncio.sleep(0)
    log.append(pair.client_end.received)
    await pair.shut()


SCENARIOS = [
    echo, half_close, flow, flush_on_close, abort_drops, write_after_close, failing_protocol, failing_eof,
    unread_bytes_reset, late_bytes_break_the_pipe, buffered, empty_buffer, changing_protocol,
    facts, water_marks, refusal, server_not_started, serving_forever, waiting_for_closed, closing_clients,
    streams, unix, readable_descriptor, datagrams, low_level, sock_then_connection,
]  # fmt: skip


def on_loop(loop: asyncio.AbstractEventLoop, scenario: Callable[[Log], Awaitable[None]]) -> Log:
    """Run a scenario and return what happened."""
    log: Log = []
    try:
        loop.run_until_complete(asyncio.wait_for(scenario(log), 20))
        loop.run_until_complete(asyncio.sleep(0))
    finally:
        loop.close()
    gc.collect()
    return by_end(log)


def by_end(log: Log) -> Log:
    """Sort what happened by the end that saw it: the order between two ends is anybody's."""
    names = {"client": 1, "server": 2, "other": 3}
    return sorted(log, key=lambda entry: names.get(entry[0], 0) if isinstance(entry, tuple) else 0)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_memory_behaves_as_a_real_socket(scenario: Callable[[Log], Awaitable[None]]) -> None:
    """What protocols are told in memory is what they are told over real loopback."""
    assert on_loop(ControlledLoop(network=Network()), scenario) == on_loop(
        asyncio.SelectorEventLoop(), scenario
    )
