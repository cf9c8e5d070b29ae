import asyncio
import contextlib
import weakref

import pytest


async def fetch(number=1):
    await asyncio.sleep(0)
    return number


class Service:
    async def is_ready(self):
        return False


@pytest.mark.asyncio
async def test_lie_mapped():
    results = list(map(fetch, [1]))  # lie: never-awaited
    assert len(results) == 1


@pytest.mark.asyncio
async def test_honest_mapped():
    assert await asyncio.gather(*map(fetch, [1, 2])) == [1, 2]


@pytest.mark.asyncio
async def test_lie_or_a_default():
    value = fetch() or 3  # lie: never-awaited
    assert value


@pytest.mark.asyncio
async def test_lie_compared():
    assert Service().is_ready() != False  # lie: never-awaited


@pytest.mark.asyncio
async def test_honest_compared():
    assert await Service().is_ready() is False


@pytest.mark.asyncio
async def test_lie_called_soon():
    # lie: never-awaited
    asyncio.get_running_loop().call_soon(fetch)
    await asyncio.sleep(0.01)


@pytest.mark.asyncio
async def test_lie_in_a_thread():
    # lie: never-awaited
    assert await asyncio.to_thread(fetch)


@pytest.mark.asyncio
async def test_lie_callback_of_a_task():
    async def note(_):
        pass

    # lie: never-awaited
    task = asyncio.create_task(fetch())
    task.add_done_callback(note)
    await task
    await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_lie_callback_of_an_exit_stack():
    async def close():
        pass

    with contextlib.ExitStack() as stack:  # lie: never-awaited
        stack.callback(close)


@pytest.mark.asyncio
async def test_honest_callback_of_an_exit_stack():
    closed = []

    async def close():
        closed.append(True)

    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(close)
    assert closed


@pytest.mark.asyncio
async def test_lie_put():
    queue = asyncio.Queue()
    queue.put(1)  # lie: never-awaited
    assert queue.empty()


@pytest.mark.asyncio
async def test_lie_acquire():
    lock = asyncio.Lock()
    lock.acquire()  # lie: never-awaited


@pytest.mark.asyncio
async def test_lie_returned():
    return fetch()  # lie: never-awaited


@pytest.mark.asyncio
async def test_lie_finalizer():
    class Thing:
        pass

    async def bye():
        pass

    thing = Thing()
    weakref.finalize(thing, bye)
    del thing  # lie: never-awaited


@pytest.mark.asyncio
async def test_lie_kept_by_name():
    jobs = {"a": fetch(1)}  # lie: never-awaited
    assert set(jobs) == {"a"}


@pytest.mark.asyncio
async def test_honest_kept_by_name():
    jobs = {"a": fetch(1)}
    assert {name: await job for name, job in jobs.items()} == {"a": 1}
