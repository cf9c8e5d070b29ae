import asyncio

import pytest


@pytest.mark.asyncio
async def test_lie_event_never_set():
    ready = asyncio.Event()
    await ready.wait()  # lie: hung-test


@pytest.mark.asyncio
async def test_honest_event_set_by_a_task():
    ready = asyncio.Event()
    asyncio.get_running_loop().call_later(0.3, ready.set)
    await ready.wait()


@pytest.mark.asyncio
async def test_lie_two_locks():
    one, two = asyncio.Lock(), asyncio.Lock()

    async def first():
        async with one:
            await asyncio.sleep(0)
            async with two:
                pass

    async def second():
        async with two:
            await asyncio.sleep(0)
            async with one:
                pass

    await asyncio.gather(first(), second())  # lie: hung-test


@pytest.mark.asyncio
async def test_honest_two_locks_in_one_order():
    one, two = asyncio.Lock(), asyncio.Lock()

    async def user():
        async with one:
            await asyncio.sleep(0)
            async with two:
                pass

    await asyncio.gather(user(), user())


@pytest.mark.asyncio
async def test_lie_queue_join_without_task_done():
    queue = asyncio.Queue()
    queue.put_nowait(1)
    await queue.get()
    await queue.join()  # lie: hung-test


@pytest.mark.asyncio
async def test_honest_queue_join():
    queue = asyncio.Queue()
    queue.put_nowait(1)
    await queue.get()
    queue.task_done()
    await queue.join()
