"""Tests that pass with one consumer, and stand still with two."""

import asyncio

import pytest

from examples.queue_processor.bad.processor import StoppingProcessor


async def test_one_consumer():
    processor = StoppingProcessor()
    await asyncio.gather(processor.produce("abc"), processor.consume())
    assert len(processor.results) == 3


async def test_two_consumers():  # error: deadlock
    processor = StoppingProcessor()
    await asyncio.gather(processor.produce("abc"), processor.consume(), processor.consume())
    assert len(processor.results) == 3


async def test_join():  # error: deadlock
    processor = StoppingProcessor()
    await asyncio.gather(processor.produce("abc"), processor.consume())
    await processor.queue.join()  # check: unbounded-wait
    assert len(processor.results) == 3


async def test_an_item_that_fails():  # check: nothing-asserted; error: deadlock; guard: died-task
    processor = StoppingProcessor()
    consumer = asyncio.create_task(processor.consume())
    await processor.produce([1, "a"])
    await processor.queue.join()  # check: unbounded-wait
    await consumer


async def test_a_consumer_that_polls():
    processor = StoppingProcessor()
    consumer = asyncio.create_task(processor.consume())
    await processor.produce("ab")
    while len(processor.results) < 2:  # check: endless-polling
        await asyncio.sleep(0.01)
    await consumer
    assert processor.results == ["A", "B"]


@pytest.mark.explore(runs=60)
async def test_the_order_of_two_consumers():  # explore: latency
    processor = StoppingProcessor()
    await asyncio.gather(processor.produce("ab"), processor.consume(), processor.queue.put(None))
    assert processor.results == ["A", "B"]
