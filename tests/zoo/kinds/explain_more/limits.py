# run: -o asyncio_mode=auto
import asyncio
import contextlib

import anyio
import pytest


async def first(queue):
    return await queue.get()


async def test_lie_wait_for():
    # explain: time-limit
    await asyncio.wait_for(first(asyncio.Queue()), 0.01)


async def test_lie_anyio():
    # explain: time-limit
    with anyio.fail_after(0.01):
        await first(asyncio.Queue())


async def test_lie_of_the_code():
    # explain: time-limit
    async def ask():
        return await asyncio.wait_for(asyncio.Event().wait(), timeout=0.01)

    await ask()


async def test_lie_error_with_words_of_its_own():
    raise TimeoutError("the server said so")


async def test_lie_cancelled_task():
    # explain: cancelled
    worker = asyncio.create_task(asyncio.sleep(60))
    await asyncio.sleep(0)
    worker.cancel()
    await worker


async def test_lie_cancels_itself():
    # explain: cancelled
    asyncio.current_task().cancel()
    await asyncio.sleep(0)


async def test_lie_cancelled_future():
    # explain: cancelled
    future = asyncio.get_running_loop().create_future()
    future.cancel()
    await future


async def test_honest_limit_expected():
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(first(asyncio.Queue()), 0.01)


async def test_honest_cancelled_task():
    worker = asyncio.create_task(asyncio.sleep(60))
    await asyncio.sleep(0)
    worker.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await worker
