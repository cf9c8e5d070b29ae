# run: -o asyncio_default_fixture_loop_scope=module -o asyncio_default_test_loop_scope=module
"""A test that fails by itself leaves things behind: they are no second failure, and hurt nobody."""
import asyncio

import pytest

pytestmark = pytest.mark.asyncio
STARTED = []


async def forever():
    await asyncio.sleep(3600)


async def test_lie_fails_half_way():
    task = asyncio.create_task(forever())
    STARTED.append(task)
    STARTED.append(asyncio.get_running_loop().call_later(3600, STARTED.clear))
    await asyncio.sleep(0)
    assert task.done()
    task.cancel()


async def test_honest_next():
    assert len(asyncio.all_tasks()) == 1
    assert STARTED[0].cancelled()


@pytest.mark.xfail(strict=True)
async def test_honest_expected_failure():
    STARTED.append(asyncio.create_task(forever()))
    await asyncio.sleep(0)
    raise AssertionError


async def test_honest_after_the_expected_failure():
    assert len(asyncio.all_tasks()) == 1


async def test_honest_skipped_half_way():
    task = asyncio.create_task(forever())
    await asyncio.sleep(0)
    STARTED.append(task)
    pytest.skip("no more")


async def test_honest_after_the_skipped():
    assert len(asyncio.all_tasks()) == 1
