# run: -o asyncio_mode=auto -o asyncio_default_test_loop_scope=module -o asyncio_default_fixture_loop_scope=module
import asyncio

import pytest


async def poll():
    await asyncio.sleep(0)
    raise ConnectionError("no such host")


@pytest.fixture(scope="module")
async def poller():
    task = asyncio.create_task(poll())
    yield task


async def test_honest_first(poller):
    await asyncio.sleep(0.01)


async def test_honest_second(poller):
    assert poller.done()


async def test_lie_is_the_last_to_use_it(poller):
    # lie: died-task
    assert poller.done()
