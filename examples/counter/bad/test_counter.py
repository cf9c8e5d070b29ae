"""Tests that pass with a counter that loses increments."""

import asyncio

import pytest

import asyncproof

from examples.counter.bad.counter import RacyCounter


async def test_concurrent_increments():  # check: sequential-concurrency
    counter = RacyCounter()
    await counter.increment()
    await counter.increment()
    assert counter.value == 2


@pytest.mark.explore(runs=30)
async def test_increments_a_second_apart():  # explore: latency
    counter = RacyCounter()

    async def later():
        await asyncio.sleep(1)
        await counter.increment()

    await asyncio.gather(counter.increment(), later())
    assert counter.value == 2


async def test_nothing_raises():  # check: nothing-asserted; fails: OrderError
    counter = RacyCounter()
    with asyncproof.atomic(counter):
        await asyncio.gather(counter.increment(), counter.increment())
