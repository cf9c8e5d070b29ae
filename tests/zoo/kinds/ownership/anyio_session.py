# run: -p anyio -o anyio_mode=auto
import asyncio

import anyio
import pytest


@pytest.fixture(scope="session")
def anyio_backend():
    return "asyncio", {"debug": True}


async def forever():
    await asyncio.sleep(3600)


async def rows():
    try:
        yield 1
        yield 2
    finally:
        await anyio.sleep(0)


@pytest.fixture(scope="session")
async def service():
    task = asyncio.create_task(forever())
    yield task
    task.cancel()


class TestClass:
    @pytest.fixture(scope="class")
    async def of_class(self, service):
        send, receive = anyio.create_memory_object_stream(1)
        async with send, receive:
            yield send

    async def test_honest(self, of_class):
        await of_class.send(1)

    async def test_lie(self, of_class):
        self.task = asyncio.create_task(forever())  # lie: leaked-task
        await anyio.sleep(0)

    async def test_honest_again(self, of_class, service):
        assert not service.done()


async def test_lie_generator(service):
    async for _ in rows():  # lie: leaked-generator
        break


async def test_honest_generator(service):
    assert [row async for row in rows()] == [1, 2]


@pytest.mark.parametrize("number", [1, 2])
async def test_honest_parametrised(service, number):
    with anyio.move_on_after(0.001):
        await anyio.sleep(60)


def test_honest_sync():
    asyncio.run(asyncio.sleep(0))
