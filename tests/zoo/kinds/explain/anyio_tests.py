# run: -p no:asyncproof-guards -p anyio -W ignore
import anyio
import pytest
from unittest.mock import AsyncMock, Mock

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
async def number():
    return 5


@pytest.fixture
async def other():
    return 5


class Service:
    def __init__(self, client):
        self.client = client

    async def load(self, path):
        return await self.client.get(path)


async def test_lie_mock():  # explain: mock-not-awaitable
    await Service(Mock()).load("/")


async def test_lie_mock_in_a_task_group():  # explain: mock-not-awaitable
    async with anyio.create_task_group() as group:
        group.start_soon(Service(Mock()).load, "/")


async def test_lie_coroutine_for_a_task_group():  # explain: coroutine-expected
    async with anyio.create_task_group() as group:
        group.start_soon(Service(AsyncMock()).load("/"))


async def test_lie_subscript():  # explain: coroutine-not-awaited
    Service(AsyncMock()).load("/")["name"]


def test_lie_timeout_in_a_sync_test():  # explain: no-running-loop
    with anyio.fail_after(1):
        pass


def test_lie_sync_test_with_async_fixture(other):  # explain: async-fixture
    assert other == 5


async def test_honest(number):
    assert number == 5
    async with anyio.create_task_group() as group:
        group.start_soon(Service(AsyncMock()).load, "/")
