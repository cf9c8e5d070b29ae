from __future__ import annotations

import asyncio
import gc
import socket

import pytest

from asyncproof.core import UsageError
from asyncproof.loop.network import Network, UnknownHost
from tests.loop.network.ends import Collector, run
from tests.loop.network.real_twin import Log, Pair, Recorder, as_real


@as_real
async def test_sockets_by_hand_as_real(log: Log) -> None:
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


@as_real
async def test_socket_handed_over_as_real(log: Log) -> None:
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


async def by_hand(network: Network) -> tuple[socket.socket, Collector]:
    """Connect a socket to a collecting peer."""
    server = Collector(keep_open=True)
    network.mount("peer.example", 7, lambda: server)
    sock = socket.socket()
    sock.setblocking(False)
    await asyncio.get_running_loop().sock_connect(sock, ("240.0.0.1", 7))
    return sock, server


@pytest.mark.asyncproof(blocking="off")
def test_a_socket_that_is_dropped_drops_its_connection() -> None:
    """Nobody can use it any more, so the peer hears of the end."""
    network = Network()
    network.registry.hosts.address("peer.example")

    async def main() -> None:
        sock, server = await by_hand(network)
        sock.close()
        del sock
        gc.collect()
        await asyncio.sleep(1)
        assert server.lost_with == []
        assert server.ended_at == 0.0

    run(main, network)


def test_bytes_read_by_hand_are_not_given_to_the_transport_again() -> None:
    """What sock_recv has left over is; the socket is closed when the transport takes over."""
    network = Network()
    network.registry.hosts.address("peer.example")

    async def main() -> bytes:
        loop = asyncio.get_running_loop()
        sock, server = await by_hand(network)
        await asyncio.sleep(0)
        server.transport.write(b"by hand, by transport")
        assert await loop.sock_recv(sock, 9) == b"by hand, "
        _, client = await loop.create_connection(Collector, sock=sock)
        assert sock.fileno() == -1
        await asyncio.sleep(1)
        return client.data

    assert run(main, network) == b"by transport"


def test_a_broken_connection_is_an_error_by_hand_too() -> None:
    """Both reading and writing raise what broke it; a wait for bytes can be cancelled."""
    network = Network()
    network.registry.hosts.address("peer.example")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        sock, _ = await by_hand(network)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(loop.sock_recv(sock, 9), 1)
        reading = asyncio.ensure_future(loop.sock_recv(sock, 9))
        await asyncio.sleep(1)
        network.connections[0].cut()
        with pytest.raises(ConnectionResetError):
            await reading
        with pytest.raises(ConnectionResetError):
            await loop.sock_recv(sock, 9)
        with pytest.raises(ConnectionResetError):
            await loop.sock_sendall(sock, b"x")
        sock.close()

    run(main, network)


def test_a_bound_socket_keeps_its_port() -> None:
    """The client's address is what the socket was bound to."""
    network = Network()

    async def main() -> int:
        server = await asyncio.get_running_loop().create_server(Collector, "127.0.0.1", 80)
        with socket.socket() as sock:
            sock.setblocking(False)
            sock.bind(("127.0.0.1", 0))
            await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", 80))
            server.close()
            return network.connections[0].client[1] - sock.getsockname()[1]

    assert run(main, network) == 0


def test_unknown_and_real_addresses() -> None:
    """An address that nobody mounted is an error; one that the test allows is reached really."""
    network = Network()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        with socket.socket() as sock, socket.socket() as listening:
            sock.setblocking(False)
            listening.setblocking(False)
            with pytest.raises(UnknownHost):
                await loop.sock_connect(sock, ("192.0.2.1", 80))
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            with pytest.raises(UsageError, match=r"sock_accept\(\) with '127\.0\.0\.1'"):
                await loop.sock_accept(listening)
            network.allow_real("127.0.0.1")
            await loop.sock_connect(sock, listening.getsockname())
            accepted, _ = await loop.sock_accept(listening)
            with accepted:
                await loop.sock_sendall(sock, b"really")
                buffer = bytearray(6)
                assert await loop.sock_recv_into(accepted, buffer) == 6
                await loop.sock_sendall(accepted, bytes(buffer))
                assert await loop.sock_recv(sock, 6) == b"really"

    run(main, network)
