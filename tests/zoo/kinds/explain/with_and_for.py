# run: -p no:asyncproof-guards -W ignore -o asyncio_mode=auto
import asyncio
import contextlib
from unittest.mock import AsyncMock, MagicMock, Mock

import pytest


@contextlib.asynccontextmanager
async def opened():
    yield 1


@contextlib.contextmanager
def opened_at_once():
    yield 1


async def connect():
    return opened()


async def numbers():
    yield 1
    yield 2


async def listed():
    return [1, 2]


class Entered:
    def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        return None


class Iterated:
    async def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


async def test_lie_with_on_async_manager():  # explain: wrong-with
    with opened() as value:
        assert value


async def test_lie_with_on_a_lock():  # explain: wrong-with
    with asyncio.Lock():
        pass


async def test_lie_async_with_on_sync_manager():  # explain: wrong-with
    async with opened_at_once() as value:
        assert value


async def test_lie_async_with_on_a_coroutine():  # explain: wrong-with
    async with connect() as value:
        assert value


async def test_lie_async_mock_as_manager():  # explain: wrong-with
    session = AsyncMock()
    async with session.get("/") as reply:
        assert reply


async def test_lie_plain_mock_as_manager():  # explain: wrong-with
    pool = Mock()
    async with pool.acquire() as connection:
        assert connection


async def test_lie_enter_is_not_async():  # explain: wrong-with
    async with Entered():
        pass


async def test_lie_for_on_async_generator():  # explain: wrong-for
    for number in numbers():
        assert number


async def test_lie_list_of_async_generator():  # explain: wrong-for
    assert list(numbers()) == [1, 2]


async def test_lie_next():  # explain: wrong-for
    assert next(numbers()) == 1


async def test_lie_index_of_async_generator():  # explain: wrong-for
    assert numbers()[0] == 1


async def test_lie_async_for_on_a_list():  # explain: wrong-for
    async for number in [1, 2]:
        assert number


async def test_lie_async_for_on_a_coroutine():  # explain: wrong-for
    async for number in listed():
        assert number


async def test_lie_async_for_on_a_mock():  # explain: wrong-for
    stream = AsyncMock()
    async for line in stream.lines():
        assert line


async def test_lie_aiter_is_async():  # explain: wrong-for
    async for number in Iterated():
        assert number


async def test_lie_comprehension():  # explain: wrong-for
    assert [number for number in numbers()] == [1, 2]


async def test_honest_both_ways():
    async with opened(), await connect() as value:
        assert value
    with opened_at_once() as value:
        assert value
    async with asyncio.Lock():
        assert [number async for number in numbers()] == await listed()


async def test_honest_mock_of_a_manager():
    session = MagicMock()
    session.get.return_value.__aenter__.return_value = 5
    async with session.get("/") as reply:
        assert reply == 5
