# run: -p no:asyncproof-guards -W ignore
import asyncio
import contextlib
from unittest.mock import AsyncMock, MagicMock, Mock, patch

import aiohttp
import pytest
import pytest_asyncio


async def fetch(number=1):
    await asyncio.sleep(0)
    return {"number": number}


def get_repository():
    return Repository()


class Repository:
    async def find(self, key):
        return {"key": key}

    @property
    async def name(self):
        return "users"


class Session:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None


class AsyncOnly:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        return None


class Neither:
    pass


async def numbers():
    yield 1


def sync_helper():
    with AsyncOnly():
        pass


def sync_loop():
    return [number for number in numbers()]


@pytest.mark.asyncio
async def test_lie_unknown_owner():  # explain: coroutine-not-awaited
    assert get_repository().find(1)["key"] == 1


@pytest.mark.asyncio
async def test_lie_unknown_owner_attribute():  # explain: coroutine-not-awaited
    assert get_repository().find(1).keys()


@pytest.mark.asyncio
async def test_lie_unknown_owner_compared():  # explain: compared-coroutine
    assert get_repository().find(1) == {"key": 1}


@pytest.mark.asyncio
async def test_lie_property():  # explain: compared-coroutine
    assert Repository().name == "users"


@pytest.mark.asyncio
async def test_lie_several_sides():  # explain: compared-coroutine
    assert not (fetch() == {"number": 1} or False) and fetch() is None


@pytest.mark.asyncio
async def test_lie_text():  # explain: compared-coroutine
    assert f"{fetch()}" == "1"


@pytest.mark.asyncio
async def test_lie_dict_of_coroutines():  # explain: compared-coroutine
    replies = {"one": fetch()}
    assert replies == {"one": {"number": 1}}


@pytest.mark.asyncio
async def test_lie_executor_future():  # explain: compared-coroutine
    total = asyncio.get_running_loop().run_in_executor(None, sum, [1])
    try:
        assert total == 1
    finally:
        await total


@pytest.fixture
def user():
    return fetch()


@pytest.mark.asyncio
async def test_lie_fixture_compared(user):  # explain: compared-coroutine
    assert user == {"number": 1}


@pytest.mark.asyncio
async def test_lie_mock_attribute_compared():  # explain: compared-coroutine
    client = AsyncMock()
    reply = await client.get("/")
    assert reply.json() == {}


@pytest.mark.asyncio
async def test_lie_sync_helper_enters():  # explain: wrong-with
    sync_helper()


@pytest.mark.asyncio
async def test_lie_sync_helper_goes_through():  # explain: wrong-for
    sync_loop()


@pytest.mark.asyncio
async def test_lie_with_a_name():  # explain: wrong-with
    session = Session()
    async with session:
        pass


@pytest.mark.asyncio
async def test_lie_async_with_a_class_that_has_neither():  # explain: wrong-with
    async with Neither():
        pass


@pytest.mark.asyncio
async def test_lie_generator_as_manager():  # explain: wrong-with
    values = numbers()
    async with values:
        pass


@pytest.mark.asyncio
async def test_lie_coroutine_in_a_plain_with():  # explain: wrong-with
    with fetch() as reply:
        assert reply


@pytest.mark.asyncio
async def test_lie_kept_coroutine_entered():  # explain: wrong-with
    reply = fetch()
    async with reply:
        pass


@pytest.mark.asyncio
async def test_lie_two_managers():  # explain: wrong-with
    async with AsyncOnly(), Session():
        pass


@pytest.mark.asyncio
async def test_lie_mock_gone_through():  # explain: wrong-for
    stream = Mock()
    async for line in stream.lines():
        assert line


@pytest.mark.asyncio
async def test_lie_anext_of_a_coroutine():  # explain: wrong-for
    await anext(fetch())


@pytest.mark.asyncio
async def test_lie_length_of_a_generator():  # explain: wrong-for
    values = numbers()
    assert len(values) == 1


@pytest.mark.asyncio
async def test_lie_task_in_raises():  # explain: did-not-raise
    async def refuse():
        raise ValueError

    with pytest.raises(ValueError):
        task = asyncio.create_task(refuse())
    await asyncio.wait([task])
    task.exception()


@pytest.mark.asyncio
async def test_lie_raises_with_a_function():  # explain: did-not-raise
    async def refuse():
        raise ValueError

    pytest.raises(ValueError, refuse)


@pytest.mark.asyncio
async def test_lie_task_of_a_number():  # explain: coroutine-expected
    asyncio.create_task(5)


@pytest.mark.asyncio
async def test_lie_kept_function():  # explain: coroutine-expected
    jobs = [fetch]
    asyncio.create_task(jobs[0])


@pytest.mark.asyncio
async def test_lie_parametrised_patch():  # explain: mock-not-awaitable
    with patch.object(Repository, "find", new_callable=MagicMock, return_value=5):
        await Repository().find(1)


@pytest.mark.asyncio
async def test_lie_monkeypatch(monkeypatch):  # explain: mock-not-awaitable
    monkeypatch.setattr(Repository, "find", Mock(return_value=5))
    await Repository().find(1)


@pytest.mark.asyncio
async def test_lie_lambda_stands_in():  # explain: not-awaitable
    find = lambda key: {"key": key}
    await find(1)


@pytest.mark.asyncio
async def test_lie_unknown_value():  # explain: not-awaitable
    values = {"a": [1]}
    await values["a"][0]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def web():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.mark.asyncio
async def test_lie_client_of_another_loop(web):  # explain: timeout-outside-task
    await web.get("http://localhost:1/")


@pytest.mark.asyncio
async def test_lie_runner_inside():  # explain: running-loop
    loop = asyncio.new_event_loop()
    try:
        loop.run_forever()
    finally:
        loop.close()


def make_task():
    coroutine = fetch()
    try:
        return asyncio.create_task(coroutine)
    finally:
        coroutine.close()


def test_lie_helper_without_a_loop():  # explain: no-running-loop
    make_task()


@pytest.mark.asyncio
async def test_lie_step_by_hand():  # explain: coroutine-reused
    reply = fetch()
    await reply
    with contextlib.suppress(ZeroDivisionError):
        await reply


@pytest.mark.asyncio
async def test_lie_gathered_compared():  # explain: task-not-awaited
    replies = asyncio.gather(fetch(), fetch())
    assert len(replies) == 2


@pytest.mark.asyncio
async def test_lie_mock_awaited_too_seldom():  # explain: mock-called-not-awaited
    client = AsyncMock()
    await client.get("/a")
    client.get("/b")
    client.get.assert_awaited_with("/b")


@pytest.mark.asyncio
async def test_honest():
    async with AsyncOnly():
        with Session():
            assert await Repository().name == "users"
