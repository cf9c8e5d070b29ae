# run: --virtual-time -o asyncio_mode=auto
import asyncio
import socket
import subprocess
import tempfile
import threading

import pytest

aiohttp = pytest.importorskip("aiohttp")
KEPT = []
STOP = threading.Event()


async def test_lie_socket():
    await asyncio.sleep(100)
    s = socket.socket()  # lie: leaked-socket


async def test_lie_file(tmp_path):
    KEPT.append(open(tmp_path / "x", "w"))  # lie: leaked-file


async def test_lie_session():
    session = aiohttp.ClientSession()  # lie: leaked-client
    await asyncio.sleep(100)


async def test_honest_session():
    async with aiohttp.ClientSession():
        await asyncio.sleep(100)


async def test_lie_thread():
    threading.Thread(target=STOP.wait, daemon=True).start()  # lie: leaked-thread


async def test_lie_directory():
    tempfile.mkdtemp()  # lie: leaked-directory


async def test_lie_process():
    process = await asyncio.create_subprocess_exec("sleep", "2")  # lie: leaked-process


async def test_honest_process():
    process = await asyncio.create_subprocess_exec("true")
    assert await process.wait() == 0


async def test_honest_to_thread():
    assert await asyncio.to_thread(sum, [1, 2]) == 3


async def test_honest_streams():
    async def serve(reader, writer):
        writer.write(await reader.readline())
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"hello\n")
        assert await reader.readline() == b"hello\n"
        writer.close()
        await writer.wait_closed()
