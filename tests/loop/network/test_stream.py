from __future__ import annotations

import asyncio
import socket

import pytest

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
