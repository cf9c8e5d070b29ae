import asyncio

import pytest

uvloop = pytest.importorskip("uvloop")
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="session")
def event_loop_policy():
    return uvloop.EventLoopPolicy()


pytestmark = [pytestmark, pytest.mark.filterwarnings("ignore:Overriding the")]


async def forever():
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
        await asyncio.sleep(0)


async def test_honest_really_uvloop():
    assert isinstance(asyncio.get_running_loop(), uvloop.Loop)


@pytest.mark.asyncio(loop_scope="function")
async def test_lie_task():
    asyncio.create_task(forever())  # lie: leaked-task
    await asyncio.sleep(0)


async def test_lie_task_on_a_shared_loop():
    asyncio.create_task(forever())  # lie: leaked-task
    await asyncio.sleep(0)


async def test_honest_next():
    assert len(asyncio.all_tasks()) == 1


async def test_lie_timer():
    asyncio.get_running_loop().call_later(60, ring)  # lie: leaked-timer


async def test_honest_timer():
    asyncio.get_running_loop().call_later(60, ring).cancel()
    asyncio.get_running_loop().call_later(0.001, ring)
    await asyncio.sleep(0.01)


@pytest.mark.asyncio(loop_scope="function")
async def test_lie_timer_on_its_own_loop():
    asyncio.get_running_loop().call_later(60, ring)  # lie: leaked-timer


async def test_lie_break():
    async for _ in rows():  # lie: leaked-generator
        break


async def test_lie_kept_generator():
    global KEPT
    KEPT = rows()
    await KEPT.__anext__()  # lie: leaked-generator


async def test_lie_stream():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())  # lie: leaked-transport
    server.close()


async def test_honest_stream():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"hello\n")
    assert await reader.readline() == b"hello\n"
    writer.close()
    server.close()
    await server.wait_closed()
