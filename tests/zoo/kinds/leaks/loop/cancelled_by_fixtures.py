# run: -o asyncio_mode=auto
"""Tasks of fixtures that are cancelled, and not waited for: an honest end, as long as they come to it."""
import asyncio
import unittest

import pytest
import pytest_asyncio


async def pump():
    while True:
        await asyncio.sleep(0.01)


async def pump_that_cleans_up():
    try:
        await pump()
    finally:
        await asyncio.sleep(0)
        await asyncio.sleep(0)


@pytest.fixture(params=[pump, pump_that_cleans_up])
async def pumping(request):
    task = asyncio.create_task(request.param())
    yield task
    task.cancel()


@pytest_asyncio.fixture(params=[pump, pump_that_cleans_up], scope="module", loop_scope="module")
async def pumping_for_all(request):
    task = asyncio.create_task(request.param())
    yield task
    task.cancel()


@pytest.fixture
async def workers():
    queue = asyncio.Queue()

    async def work():
        while True:
            await queue.get()
            queue.task_done()

    tasks = [asyncio.create_task(work()) for _ in range(3)]
    yield queue
    for task in tasks:
        task.cancel()


@pytest.fixture
async def forgotten():
    task = asyncio.create_task(pump())  # lie: leaked-task test_lie_fixture_never_cancels
    yield task


@pytest.fixture
async def too_late():
    task = asyncio.create_task(pump())  # lie: leaked-task test_lie_fixture_cancels_another
    other = asyncio.create_task(pump())
    yield task
    other.cancel()


async def test_honest_fixture_cancels(pumping):
    await asyncio.sleep(0)


async def test_honest_fixture_cancels_what_has_not_begun(pumping):
    assert not pumping.done()


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wider_fixture_cancels(pumping_for_all):
    await asyncio.sleep(0)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("work", [pump, pump_that_cleans_up])
async def test_honest_cancels_on_a_shared_loop(work):
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()


async def test_honest_workers(workers):
    workers.put_nowait(1)
    await workers.join()


def test_honest_run_cancels_last():
    async def main():
        task = asyncio.create_task(pump_that_cleans_up())
        await asyncio.sleep(0)
        task.cancel()

    asyncio.run(main())


class CancelsTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.task = asyncio.create_task(pump_that_cleans_up())
        self.other = asyncio.create_task(pump())
        self.addCleanup(self.other.cancel)

    async def asyncTearDown(self):
        self.task.cancel()

    async def test_honest_case_cancels(self):
        await asyncio.sleep(0)


async def test_lie_fixture_never_cancels(forgotten):
    await asyncio.sleep(0)


async def test_lie_fixture_cancels_another(too_late):
    await asyncio.sleep(0)
