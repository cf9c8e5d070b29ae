# run: -o asyncio_default_fixture_loop_scope=session -o asyncio_default_test_loop_scope=session -o asyncio_mode=auto
"""What decent suites share between tests: servers, clients, pools, groups of tasks, lazily made connections."""
import asyncio
import contextlib

import pytest


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()
    writer.close()


@pytest.fixture(scope="session")
async def server():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()
    server.close()


class Client:
    """Connects when it is used first, and reads in a task of its own."""

    def __init__(self, address):
        self.address = address
        self.writer = None
        self.replies = asyncio.Queue()

    async def ask(self, text):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(*self.address)
            self.task = asyncio.create_task(self.read())
            self.timer = asyncio.get_running_loop().call_later(3600, self.expire)
        self.writer.write(text + b"\n")
        return await self.replies.get()

    async def read(self):
        while line := await self.reader.readline():
            self.replies.put_nowait(line.strip())

    def expire(self):
        self.writer.close()

    async def close(self):
        if self.writer is None:
            return
        self.timer.cancel()
        self.task.cancel()
        self.writer.close()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task


@pytest.fixture(scope="module")
async def client(server):
    client = Client(server)
    yield client
    await client.close()


@pytest.fixture(scope="session")
async def careless_client(server):
    return await asyncio.open_connection(*server)  # lie: leaked-transport test_lie_last_uses_what_its_fixture_never_closes


@pytest.fixture(scope="session", autouse=True)
async def events():
    queue = asyncio.Queue()

    async def consume():
        while True:
            await queue.get()
            queue.task_done()

    tasks = {asyncio.create_task(consume()) for _ in range(2)}
    yield queue
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
async def stream(server):
    reader, writer = await asyncio.open_connection(*server)
    yield reader, writer
    writer.close()
    await writer.wait_closed()


async def test_honest_first(client):
    assert await client.ask(b"one") == b"one"


async def test_honest_second(client, events):
    assert await client.ask(b"two") == b"two"
    events.put_nowait(1)
    await events.join()


async def test_lie_client_of_its_own(server):
    client = Client(server)
    assert await client.ask(b"x") == b"x"
    client.timer.cancel()
    client.task.cancel()
# lie: leaked-transport test_lie_client_of_its_own


async def test_honest_stream(stream):
    reader, writer = stream
    writer.write(b"a\n")
    assert await reader.readline() == b"a\n"


async def test_honest_after_the_lie(client):
    assert await client.ask(b"three") == b"three"


@pytest.mark.parametrize("text", [b"p", b"q"])
async def test_honest_parametrised(client, text):
    assert await client.ask(text) == text


class TestClass:
    @pytest.fixture(scope="class")
    async def group(self):
        async with contextlib.AsyncExitStack() as stack:
            event = asyncio.Event()
            task = asyncio.create_task(event.wait())
            stack.callback(task.cancel)
            yield event

    async def test_honest_group(self, group):
        await asyncio.sleep(0)

    async def test_honest_group_again(self, group):
        group.set()
        await asyncio.sleep(0)


def test_honest_sync_between():
    assert asyncio.run(asyncio.sleep(0, 1)) == 1


async def test_lie_last_uses_what_its_fixture_never_closes(careless_client):
    reader, writer = careless_client
    writer.write(b"x\n")
    assert await reader.readline() == b"x\n"
