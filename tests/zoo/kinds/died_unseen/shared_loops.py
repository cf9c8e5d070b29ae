# run: -o asyncio_mode=auto -o asyncio_default_test_loop_scope=module -o asyncio_default_fixture_loop_scope=module
import asyncio
import gc

import pytest

KEPT = {}


async def fail(event):
    await event.wait()
    raise ValueError("late")


async def quick():
    raise ValueError("quick")


async def test_lie_task_in_a_shared_loop():
    # lie: died-task
    KEPT["task"] = asyncio.create_task(quick())
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def test_honest_runs_after_it():
    KEPT.clear()
    gc.collect()
    await asyncio.sleep(0)


@pytest.fixture(scope="module")
async def supervised():
    """Awaits its tasks in the end, and knows that one of them fails."""
    event = asyncio.Event()
    task = asyncio.create_task(fail(event))
    yield event
    event.set()
    with pytest.raises(ValueError, match="late"):
        await task


async def test_honest_first_user_of_a_supervised_task(supervised):
    assert not supervised.is_set()


async def test_honest_second_user_of_a_supervised_task(supervised):
    supervised.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gc.collect()


async def test_honest_third_user_of_a_supervised_task(supervised):
    assert supervised.is_set()


async def test_lie_callback_in_a_shared_loop():
    # lie: died-callback
    asyncio.get_running_loop().call_soon(lambda: [].pop())
    await asyncio.sleep(0)


async def test_honest_the_last():
    await asyncio.sleep(0)
