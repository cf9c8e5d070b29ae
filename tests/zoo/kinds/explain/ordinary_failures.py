# run: -W ignore
# Failures that are not about async code get no explanation, in async tests and in sync ones.
import asyncio
import contextlib
import json
from unittest.mock import AsyncMock, Mock

import pytest

NOTHING = None


async def fetch():
    await asyncio.sleep(0)
    return {"number": 1}


def test_lie_compare():
    assert 1 + 1 == 3


def test_lie_key():
    {"a": 1}["b"]


def test_lie_attribute():
    NOTHING.name


def test_lie_subscript():
    NOTHING["name"]


def test_lie_call():
    NOTHING()


def test_lie_iteration():
    for one in 5:
        print(one)


def test_lie_with():
    with 5 as five:
        print(five)


def test_lie_json():
    json.dumps({"a": object()})


def test_lie_mock():
    mock = Mock()
    mock.assert_called_once()


def test_lie_did_not_raise():
    with pytest.raises(ValueError):
        int("5")


def test_lie_generator():
    @contextlib.contextmanager
    def empty():
        if NOTHING:
            yield

    with empty():
        pass


def test_lie_runtime_error():
    raise RuntimeError("the loop is not running")


@pytest.mark.asyncio
async def test_lie_wrong_value():
    assert await fetch() == {"number": 2}


@pytest.mark.asyncio
async def test_lie_error_of_the_code():
    raise ValueError(await fetch())


@pytest.mark.asyncio
async def test_lie_mock_awaited_with_something_else():
    client = AsyncMock()
    await client.get("/")
    client.get.assert_awaited_once_with("/other")


@pytest.mark.asyncio
async def test_lie_coroutine_beside_the_failure():
    task = asyncio.create_task(fetch())
    try:
        assert 1 == 2
    finally:
        await task


@pytest.mark.asyncio
async def test_lie_type_error_of_the_code():
    len(5)


@pytest.mark.asyncio
async def test_lie_set_of_tasks():
    tasks = {asyncio.create_task(fetch()), asyncio.create_task(fetch())}
    done, pending = await asyncio.wait(tasks)
    assert pending == tasks


@pytest.mark.asyncio
async def test_lie_one_of_the_tasks():
    task, other = asyncio.create_task(fetch()), asyncio.create_task(fetch())
    done, pending = await asyncio.wait({task, other})
    assert task in pending


@pytest.mark.asyncio
async def test_lie_same_task():
    task, other = asyncio.create_task(fetch()), asyncio.create_task(fetch())
    await asyncio.wait({task, other})
    assert task is other or task == other


@pytest.mark.asyncio
async def test_lie_task_is_there():
    task = asyncio.create_task(fetch())
    await task
    assert task is None


def test_honest():
    assert asyncio.run(fetch())
