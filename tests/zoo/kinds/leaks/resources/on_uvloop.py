# run: -o asyncio_mode=auto
import asyncio
import socket
import threading

import pytest

uvloop = pytest.importorskip("uvloop")
aiohttp = pytest.importorskip("aiohttp")
httpx = pytest.importorskip("httpx")
KEPT = []


async def serve(reader, writer):
    while line := await reader.readline():
        if line == b"\r\n":
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello")
            await writer.drain()
    writer.close()


async def get(client):
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        url = "http://127.0.0.1:{}/".format(server.sockets[0].getsockname()[1])
        assert (await client.get(url)).status_code == 200


def test_lie_socket():
    async def main():
        KEPT.append(socket.socket())  # lie: leaked-socket

    uvloop.run(main())


def test_lie_session():
    async def main():
        KEPT.append(aiohttp.ClientSession())  # lie: leaked-client

    uvloop.run(main())


def test_honest_session():
    async def main():
        async with aiohttp.ClientSession():
            pass

    uvloop.run(main())


def test_lie_httpx():
    async def main():
        KEPT.append(httpx.AsyncClient(transport=httpx.MockTransport(lambda request: httpx.Response(200))))  # lie: leaked-client
        await KEPT[-1].get("http://example.org")

    uvloop.run(main())


def test_honest_httpx():
    async def main():
        async with httpx.AsyncClient() as client:
            await get(client)

    uvloop.run(main())


def test_lie_process():
    async def main():
        KEPT.append(await asyncio.create_subprocess_exec("sleep", "2"))  # lie: leaked-process

    uvloop.run(main())


def test_lie_process_dropped():
    async def main():
        process = await asyncio.create_subprocess_exec("sleep", "2")  # lie: leaked-process

    uvloop.run(main())


def test_honest_process():
    async def main():
        process = await asyncio.create_subprocess_exec("true")
        await process.wait()

    uvloop.run(main())


def test_honest_streams():
    async def main():
        async def echo(reader, writer):
            writer.write(await reader.readline())
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"hello\n")
            assert await reader.readline() == b"hello\n"
            writer.close()
            await writer.wait_closed()

    uvloop.run(main())
