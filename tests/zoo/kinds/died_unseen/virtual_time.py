# run: -o asyncio_mode=auto --virtual-time
import asyncio

import pytest


async def fail():
    await asyncio.sleep(3600)
    raise ValueError("after an hour")


async def test_lie_task_dies_after_an_hour():
    # lie: died-task
    task = asyncio.create_task(fail())
    await asyncio.sleep(7200)
    assert task.done()


async def test_lie_task_dropped():
    # lie: died-task
    asyncio.ensure_future(fail())
    await asyncio.sleep(7200)


async def test_lie_timer():
    def expire():
        raise KeyError("session")  # lie: died-callback

    asyncio.get_running_loop().call_later(60, expire)
    await asyncio.sleep(61)


async def test_honest_task_awaited():
    task = asyncio.create_task(fail())
    await asyncio.sleep(7200)
    with pytest.raises(ValueError, match="hour"):
        await task
