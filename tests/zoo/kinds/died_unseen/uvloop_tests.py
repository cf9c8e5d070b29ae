# run: -o asyncio_mode=auto
import asyncio

import pytest

uvloop = pytest.importorskip("uvloop")


async def fail():
    await asyncio.sleep(0)
    raise ValueError("unseen")


async def dropped():
    asyncio.ensure_future(fail())
    await asyncio.sleep(0.01)


async def calls_back():
    asyncio.get_running_loop().call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.01)


async def talks(handle):
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await reader.read()
        writer.close()
        await writer.wait_closed()


def run(coroutine):
    loop = uvloop.new_event_loop()
    try:
        loop.run_until_complete(coroutine)
    finally:
        loop.close()


def test_lie_task():
    # lie: died-task
    run(dropped())


def test_lie_callback():
    # lie: died-callback
    run(calls_back())


def test_lie_handler():
    # lie: died-task
    async def handle(reader, writer):
        writer.close()
        raise ValueError("too late")

    run(talks(handle))


def test_honest_handler():
    async def handle(reader, writer):
        writer.close()

    run(talks(handle))


def test_honest_raises():
    with pytest.raises(ValueError, match="unseen"):
        run(fail())
