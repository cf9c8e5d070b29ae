from __future__ import annotations

import asyncio
import socket

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
