# run: -o asyncio_mode=auto -o asyncio_default_test_loop_scope=module -o asyncio_default_fixture_loop_scope=module
import asyncio

import pytest


async def work(number=1):
    await asyncio.sleep(0)
    return number


async def test_lie_task():
    asyncio.create_task(work())  # lie: never-started


async def test_honest_after_it():
    await asyncio.sleep(0)
    assert len(asyncio.all_tasks()) >= 1


@pytest.fixture(scope="module")
async def planned():
    task = asyncio.create_task(work(7))
    yield task
    assert await task == 7


async def test_honest_task_of_a_fixture(planned):
    assert not planned.cancelled()


async def test_lie_gather():
    asyncio.gather(work(1), work(2))  # lie: never-started


async def test_honest_last():
    assert await work() == 1
