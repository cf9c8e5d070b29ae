"""Tests that do not wait for what they have started."""

import asyncio

from examples.background.bad.processor import ForgetfulProcessor
from examples.background.processor import BackgroundProcessor


async def test_it_starts():  # guard: leaked-task
    processor = ForgetfulProcessor()
    processor.start(["a", "b"])
    await asyncio.sleep(0)
    assert processor.results == []


async def test_it_has_begun():  # check: no-await; guard: never-started
    processor = ForgetfulProcessor()
    processor.start(["a"])
    assert processor.results == []


async def test_an_item_that_fails():  # guard: died-task
    processor = ForgetfulProcessor()
    processor.start(["a", 1])
    await asyncio.sleep(0.15)  # check: sleep-then-assert
    assert processor.results == ["A"]


async def test_nobody_leaves_the_block_early():  # guard: never-started
    async def process(item):
        return item

    processor = BackgroundProcessor(process)
    processor.start(["a"])
    waiting = asyncio.create_task(processor.wait())  # check: unawaited-task
    assert not processor.errors


async def test_a_task_that_never_had_a_turn():
    processor = ForgetfulProcessor()
    task = asyncio.create_task(processor.process("a"))
    task.cancel()  # check: unawaited-cancel
    assert processor.results == []


async def test_a_shutdown_that_is_swallowed():  # guard: leaked-task; error: deadlock
    jobs, stopped = asyncio.Queue(), []

    async def worker():
        while True:
            try:
                await jobs.get()
            except asyncio.CancelledError:  # check: swallowed-cancellation
                stopped.append(True)

    task = asyncio.create_task(worker())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    assert stopped
