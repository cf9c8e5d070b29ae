# run: -p no:asyncproof-guards -W ignore
import asyncio
import contextlib
from unittest.mock import AsyncMock, Mock, call

import pytest

pytestmark = pytest.mark.asyncio


async def work(number=1):
    await asyncio.sleep(0)
    return {"number": number}


def compute():
    return 1


class Value:
    def __await__(self):
        yield 5


class Wrong:
    def __await__(self):
        return 5


@contextlib.asynccontextmanager
async def sometimes(ready):
    if ready:
        yield 1


@contextlib.asynccontextmanager
async def twice():
    yield 1
    yield 2


@contextlib.asynccontextmanager
async def swallows():
    while True:
        try:
            yield 1
        except ValueError:
            pass


@contextlib.asynccontextmanager
async def returns():
    return 1


async def test_lie_task_of_a_function():  # explain: coroutine-expected
    await asyncio.create_task(work)


async def test_lie_task_of_a_mock():  # explain: coroutine-expected
    client = Mock()
    await asyncio.create_task(client.get("/"))


async def test_lie_task_of_a_task():  # explain: coroutine-expected
    task = asyncio.create_task(work())
    try:
        await asyncio.create_task(task)
    finally:
        await task


async def test_lie_task_of_a_value():  # explain: coroutine-expected
    await asyncio.create_task(compute())


async def test_lie_coroutine_in_a_thread():  # explain: coroutine-expected
    await asyncio.get_running_loop().run_in_executor(None, work())


async def test_lie_wait_for_one():  # explain: coroutine-expected
    await asyncio.wait(work())


async def test_lie_run_of_a_function():  # explain: coroutine-expected
    asyncio.run_coroutine_threadsafe(work, asyncio.get_running_loop())


async def test_lie_yields_to_the_loop():  # explain: bad-yield
    await Value()


async def test_lie_await_returns_a_value():  # explain: bad-yield
    await Wrong()


async def test_lie_manager_without_yield():  # explain: yield-once
    async with sometimes(False):
        pass


async def test_lie_manager_yields_twice():  # explain: yield-once
    async with twice():
        pass


async def test_lie_manager_goes_on():  # explain: yield-once
    async with swallows():
        raise ValueError


async def test_lie_manager_is_no_generator():  # explain: yield-once
    async with returns():
        pass


async def test_lie_task_subscripted():  # explain: task-not-awaited
    task = asyncio.create_task(work())
    assert task["number"] == 1


async def test_lie_task_asked_too_early():  # explain: task-not-awaited
    task = asyncio.create_task(work())
    assert task.result()


async def test_lie_gathered_subscripted():  # explain: task-not-awaited
    replies = asyncio.gather(work(), work())
    assert replies[0]


async def test_lie_future_in_a_loop():  # explain: task-not-awaited
    task = asyncio.create_task(work())
    for one in task:
        assert one


async def test_lie_mock_not_awaited():  # explain: mock-called-not-awaited
    client = AsyncMock()
    client.get("/")
    client.get.assert_awaited_once()


async def test_lie_mock_not_awaited_with():  # explain: mock-called-not-awaited
    client = AsyncMock()
    client.get("/")
    client.get.assert_awaited_once_with("/")


async def test_lie_mock_not_awaited_any():  # explain: mock-called-not-awaited
    client = AsyncMock()
    client.get("/")
    client.get.assert_has_awaits([call("/")])


async def test_honest_tasks():
    task = asyncio.create_task(work())
    assert (await task)["number"] == 1
    assert task.result()["number"] == 1
    assert await asyncio.get_running_loop().run_in_executor(None, compute) == 1


async def test_honest_awaited_mock():
    client = AsyncMock()
    await client.get("/")
    client.get.assert_awaited_once_with("/")


async def test_honest_manager():
    async with sometimes(True) as value:
        assert value == 1
