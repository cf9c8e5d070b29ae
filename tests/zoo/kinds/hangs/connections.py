import asyncio
import socket

import pytest


async def serve(handler):
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


@pytest.mark.asyncio
async def test_lie_server_never_answers():
    asked = asyncio.Event()

    async def silent(reader, writer):
        try:
            await asked.wait()
        finally:
            writer.close()

    server, port = await serve(silent)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        await reader.read()  # lie: hung-test
    finally:
        asked.set()
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()


@pytest.mark.asyncio
async def test_honest_server_answers_late():
    async def late(reader, writer):
        await asyncio.sleep(0.3)
        writer.write(b"hello")
        await writer.drain()
        writer.close()

    server, port = await serve(late)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    assert await reader.read() == b"hello"
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()


@pytest.mark.asyncio
async def test_honest_server_and_a_client_in_a_thread():
    async def hello(reader, writer):
        writer.write(await reader.readline())
        await writer.drain()
        writer.close()

    def client(port):
        import time

        time.sleep(0.3)
        with socket.create_connection(("127.0.0.1", port)) as sock:
            sock.sendall(b"hi\n")
            return sock.recv(10)

    server, port = await serve(hello)
    assert await asyncio.to_thread(client, port) == b"hi\n"
    server.close()
    await server.wait_closed()


@pytest.mark.asyncio
async def test_honest_waits_for_a_thread_on_a_socket():
    here, there = socket.socketpair()
    here.setblocking(False)

    def speak():
        import time

        time.sleep(0.3)
        there.sendall(b"x")

    task = asyncio.create_task(asyncio.to_thread(speak))
    assert await asyncio.get_running_loop().sock_recv(here, 1) == b"x"
    await task
    here.close()
    there.close()


@pytest.mark.asyncio
async def test_lie_nobody_connects():
    connected = asyncio.Event()

    async def handler(reader, writer):
        connected.set()
        writer.close()

    server, _ = await serve(handler)
    try:
        await connected.wait()  # lie: hung-test
    finally:
        server.close()
        await server.wait_closed()
