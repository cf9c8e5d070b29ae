"""Tests that leave a generator half-way, or never begin with it."""

from unittest.mock import AsyncMock

from examples.ticker.prices import prices


async def test_the_first_price():  # guard: leaked-generator
    async for price in prices(5):
        assert price == 5
        break


async def test_a_generator_that_nobody_asks():  # check: no-await; guard: never-iterated
    assert prices(5)  # check: tested-coroutine


async def test_a_plain_loop():  # check: no-await; explain: wrong-for
    for price in prices(5):  # check: sync-loop-over-async
        assert price == 5


async def test_a_mock_that_yields_nothing():  # guard: mock-yields-nothing
    source = AsyncMock()
    async for price in source:
        assert price == 5


async def test_an_awaited_generator():  # explain: not-awaitable
    found = await prices(5)
    assert found == 5


async def test_a_generator_that_is_kept():  # guard: leaked-generator
    ticker = prices(5)
    assert await ticker.__anext__() == 5
    keep.append(ticker)


keep = []
