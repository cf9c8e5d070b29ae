import threading

import pytest
import pytest_asyncio

websockets = pytest.importorskip("websockets")
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve

KEPT = []


async def echo(connection):
    async for message in connection:
        await connection.send(message)


@pytest_asyncio.fixture
async def url():
    async with serve(echo, "127.0.0.1", 0, close_timeout=0.1) as server:
        yield "ws://127.0.0.1:{}".format(next(iter(server.sockets)).getsockname()[1])
        server.close()


@pytest.mark.asyncio
async def test_honest_socket(url):
    async with connect(url) as connection:
        await connection.send("hello")
        assert await connection.recv() == "hello"


@pytest.mark.asyncio
async def test_honest_closed_by_hand(url):
    connection = await connect(url)
    await connection.close()


@pytest.fixture(scope="module")
def sync_url():
    from websockets.sync.server import serve as serve_in_a_thread

    def echo(connection):
        for message in connection:
            connection.send(message)

    with serve_in_a_thread(echo, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield "ws://127.0.0.1:{}".format(server.socket.getsockname()[1])
        server.shutdown()
        thread.join()


@pytest.mark.asyncio
async def test_lie_left_open(sync_url):
    connection = await connect(sync_url, ping_interval=None)  # lie: leaked-client
    await connection.send("hello")
    assert await connection.recv() == "hello"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wide():
    async with serve(echo, "127.0.0.1", 0, close_timeout=0.1) as server:
        url = "ws://127.0.0.1:{}".format(next(iter(server.sockets)).getsockname()[1])
        async with connect(url) as connection:
            yield connection


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wide(wide):
    await wide.send("hello")
    assert await wide.recv() == "hello"


@pytest.mark.asyncio(loop_scope="module")
async def test_lie_on_a_shared_loop(wide_url):
    KEPT.append(await connect(wide_url, ping_interval=None))  # lie: leaked-client


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wide_url():
    async with serve(echo, "127.0.0.1", 0, close_timeout=0.1) as server:
        yield "ws://127.0.0.1:{}".format(next(iter(server.sockets)).getsockname()[1])
        for connection in KEPT:
            await connection.close()


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_on_a_shared_loop(wide_url):
    async with connect(wide_url):
        pass
