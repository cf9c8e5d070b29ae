# run: --virtual-time
import asyncio

import pytest

pytestmark = pytest.mark.asyncio


async def work(seconds=60):
    await asyncio.sleep(seconds)


async def refresh():
    while True:
        await asyncio.sleep(3600)


def ring():
    pass


async def echo(reader, writer):
    writer.write(await reader.readline())
    writer.close()


async def rows():
    try:
        yield 1
        yield 2
    finally:
        await asyncio.sleep(1)


async def test_lie_task():
    asyncio.create_task(refresh())  # lie: leaked-task
    await asyncio.sleep(7200)


async def test_honest_task():
    task = asyncio.create_task(refresh())
    await asyncio.sleep(7200)
    task.cancel()


async def test_lie_no_jump_is_made_for_it():
    asyncio.create_task(work(1))  # lie: leaked-task
    await asyncio.sleep(0)


async def test_honest_awaited():
    await asyncio.gather(*(work(seconds) for seconds in range(10)))


async def test_lie_timer():
    asyncio.get_running_loop().call_later(60, ring)  # lie: leaked-timer


async def test_honest_timer():
    asyncio.get_running_loop().call_later(60, ring)
    await asyncio.sleep(61)


async def test_lie_generator():
    async for _ in rows():  # lie: leaked-generator
        break


@pytest.mark.virtual_time(network="memory")
async def test_lie_server_in_memory():
    await asyncio.start_server(echo, "service.test", 80)  # lie: leaked-server


@pytest.mark.virtual_time(network="memory")
async def test_honest_server_in_memory():
    async with await asyncio.start_server(echo, "service.test", 80):
        _, writer = await asyncio.open_connection("service.test", 80)
        writer.close()


@pytest.mark.virtual_time(network="memory")
async def test_lie_connection_in_memory():
    server = await asyncio.start_server(echo, "service.test", 80)
    await asyncio.open_connection("service.test", 80)  # lie: leaked-transport
    server.close()


async def test_lie_real_server():
    await asyncio.start_server(echo, "127.0.0.1", 0)  # lie: leaked-server


@pytest.mark.asyncio(loop_scope="module")
async def test_lie_shared_loop():
    asyncio.create_task(refresh())  # lie: leaked-task
    await asyncio.sleep(7200)


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_shared_loop():
    await asyncio.sleep(7200)
    assert len(asyncio.all_tasks()) == 1
