# run: -o asyncio_mode=auto
import asyncio
import socket
from unittest import mock

import pytest


class Bad(asyncio.Protocol):
    """Can't do what it is named after."""

    def __init__(self, method=""):
        self.bad = method

    def connection_made(self, transport):
        self.transport = transport
        if self.bad == "connection_made":
            raise RuntimeError("not made")

    def data_received(self, data):
        if self.bad == "data_received":
            raise RuntimeError("not received")
        self.transport.write(data)

    def eof_received(self):
        if self.bad == "eof_received":
            raise RuntimeError("no eof")

    def connection_lost(self, error):
        if self.bad == "connection_lost":
            raise RuntimeError("not lost")


async def talk(method):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Bad(method), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"hello")
        if method == "eof_received":
            writer.write_eof()
        await asyncio.sleep(0.02)
        writer.close()
        await writer.wait_closed()
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("method", ["connection_made", "data_received", "eof_received", "connection_lost"])
async def test_lie_protocol_method(method):
    # lie: died-callback
    await talk(method)


async def test_honest_protocol():
    await talk("")


async def serve(handler, *, ask=b"ping\n"):
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(ask)
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        await asyncio.sleep(0.02)
        return answer


async def test_honest_connection_handler():
    async def handle(reader, writer):
        writer.write(await reader.readline())
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    assert await serve(handle) == b"ping\n"


async def test_honest_handler_that_catches():
    async def handle(reader, writer):
        try:
            raise ValueError(await reader.readline())
        except ValueError:
            writer.write(b"error\n")
        writer.close()
        await writer.wait_closed()

    assert await serve(handle) == b"error\n"


async def test_honest_reset_connection():
    async def handle(reader, writer):
        writer.transport.abort()

    with pytest.raises(ConnectionError):
        assert not await serve(handle)
        raise ConnectionResetError


async def test_honest_unread_server_error():
    async def handle(reader, writer):
        writer.close()

    assert await serve(handle, ask=b"") == b""


class Careful(asyncio.Protocol):
    """It keeps the error for who asks, and lets the loop know, too."""

    def __init__(self):
        self.failed = asyncio.get_running_loop().create_future()
        self.parse = bytes.decode

    def data_received(self, data):
        try:
            self.parse(data)
        except Exception as problem:
            self.failed.set_exception(problem)
            raise


@pytest.mark.asyncio
async def test_honest_fault_injected_by_a_mock():
    loop = asyncio.get_running_loop()
    here, there = socket.socketpair()
    transport, protocol = await loop.create_connection(Careful, sock=here)
    protocol.parse = mock.Mock(side_effect=AssertionError)
    there.send(b"x")
    with pytest.raises(AssertionError):
        await protocol.failed
    transport.close()
    there.close()
    await asyncio.sleep(0)
