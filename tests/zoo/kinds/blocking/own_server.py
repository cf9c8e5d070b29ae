import asyncio
import http.client
import urllib.request

import pytest


async def answer(reader, writer):
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
    await writer.drain()
    writer.close()


@pytest.mark.asyncio
async def test_lie_urllib_to_the_own_loop():
    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        urllib.request.urlopen(f"http://127.0.0.1:{port}")  # lie: blocked-forever


# lie: blocking-call test_lie_urllib_to_the_own_loop


@pytest.mark.asyncio
async def test_honest_urllib_in_a_thread():
    def get(port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}") as reply:
            return reply.read()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert await asyncio.to_thread(get, port) == b"ok"


@pytest.mark.asyncio
async def test_lie_with_a_timeout():
    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=0.3)
        connection.request("GET", "/")  # lie: blocking-call
        with pytest.raises(TimeoutError):
            connection.getresponse()  # lie: blocking-call
        connection.close()
