# run: -p no:asyncproof-guards
import asyncio
import contextlib
from unittest.mock import AsyncMock, MagicMock, Mock, create_autospec, patch

import pytest
import pytest_asyncio

pytestmark = pytest.mark.asyncio


class Client:
    async def get(self, path):
        await asyncio.sleep(0)
        return {"path": path}

    def close(self):
        return {"closed": True}


class Service:
    def __init__(self, client):
        self.client = client

    async def load(self, path):
        reply = await self.client.get(path)
        return reply["path"]


async def fetch():
    await asyncio.sleep(0)
    return 1


def traced(function):
    def inner(*arguments):
        return function(*arguments)

    return inner


@traced
async def wrapped():
    return 1


async def use_wrapped():
    return await wrapped()


async def numbers():
    yield 1


@contextlib.asynccontextmanager
async def opened():
    yield 1


async def test_lie_mock_with_a_result():  # explain: mock-not-awaitable
    client = Mock()
    client.get.return_value = {"path": "/"}
    assert await Service(client).load("/") == "/"


async def test_lie_magic_mock():  # explain: mock-not-awaitable
    assert await Service(MagicMock()).load("/") == "/"


async def test_lie_side_effect():  # explain: mock-not-awaitable
    client = MagicMock()
    client.get.side_effect = lambda path: {"path": path}
    await client.get("/")


async def test_lie_the_mock_itself():  # explain: mock-not-awaitable
    job = Mock(return_value=None)
    await job()


async def test_lie_mock_that_was_not_called():  # explain: mock-not-awaitable
    job = Mock()
    await job


async def test_lie_in_wait_for():  # explain: mock-not-awaitable
    client = Mock()
    await asyncio.wait_for(client.get("/"), 1)


async def test_lie_in_gather():  # explain: mock-not-awaitable
    client = Mock()
    await asyncio.gather(client.get("/a"), fetch())


async def test_lie_patch_of_a_decorated_function():  # explain: mock-not-awaitable
    with patch(f"{__name__}.wrapped", return_value=5):
        assert await use_wrapped() == 5


@patch(f"{__name__}.wrapped")
async def test_lie_patch_as_decorator(double):  # explain: mock-not-awaitable
    double.return_value = 5
    assert await use_wrapped() == 5


@pytest.fixture
def client():
    client = MagicMock()
    client.get.return_value = {"path": "/"}
    return client


async def test_lie_mock_of_a_fixture(client):  # explain: mock-not-awaitable
    assert await Service(client).load("/") == "/"


async def test_lie_sync_function():  # explain: not-awaitable
    await Client().close()


async def test_lie_builtin():  # explain: not-awaitable
    await print("hello")


async def test_lie_function_not_called():  # explain: not-awaitable
    await fetch


async def test_lie_method_not_called():  # explain: not-awaitable
    await Client().get


async def test_lie_list_of_coroutines():  # explain: not-awaitable
    pending = [fetch(), fetch()]
    try:
        await pending
    finally:
        for one in pending:
            one.close()


async def test_lie_async_generator():  # explain: not-awaitable
    await numbers()


async def test_lie_context_manager():  # explain: not-awaitable
    await opened()


async def test_lie_value_awaited_twice():  # explain: not-awaitable
    await (await fetch())


@pytest_asyncio.fixture
async def session():
    return await Client().close()


async def test_lie_in_a_fixture(session):  # explain: not-awaitable
    assert session


async def test_lie_gather_of_values():  # explain: not-awaitable
    await asyncio.gather(1, 2)


async def test_honest_async_mock():
    client = AsyncMock()
    client.get.return_value = {"path": "/"}
    assert await Service(client).load("/") == "/"


async def test_honest_autospec():
    client = create_autospec(Client)
    client.get.return_value = {"path": "/"}
    assert await Service(client).load("/") == "/"


async def test_honest_sync_mock_in_sync_place():
    client = Mock()
    client.close.return_value = 1
    assert client.close() == 1


async def test_honest_expected_type_error():
    with pytest.raises(TypeError):
        await Mock()()
