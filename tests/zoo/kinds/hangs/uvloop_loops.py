import asyncio
import threading
import time

import pytest

uvloop = pytest.importorskip("uvloop")


@pytest.fixture
def event_loop_policy():
    return uvloop.EventLoopPolicy()


@pytest.mark.asyncio
async def test_lie_event_never_set():
    assert "uvloop" in type(asyncio.get_running_loop()).__module__
    await asyncio.Event().wait()  # lie: hung-test


@pytest.mark.asyncio
async def test_lie_sleeps():
    time.sleep(0.1)  # lie: blocking-call


@pytest.mark.asyncio
async def test_lie_computes():
    end = time.thread_time() + 0.5
    while time.thread_time() < end: pass  # lie: slow-step


@pytest.mark.asyncio
async def test_lie_lock_held_by_another_task():
    lock = threading.Lock()

    async def holder():
        with lock:
            await asyncio.sleep(0.01)

    async def user():
        await asyncio.sleep(0)
        lock.acquire()  # lie: blocked-forever
        lock.release()

    await asyncio.gather(holder(), user())


@pytest.mark.asyncio
async def test_honest_event_set_by_a_task():
    ready = asyncio.Event()
    asyncio.get_running_loop().call_later(0.3, ready.set)
    await ready.wait()


@pytest.mark.asyncio
async def test_honest_polls():
    loop, done = asyncio.get_running_loop(), []
    loop.call_later(0.4, done.append, 1)
    while not done:
        await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_honest_thread():
    await asyncio.to_thread(time.sleep, 0.4)


@pytest.mark.asyncio
async def test_honest_subprocess():
    process = await asyncio.create_subprocess_exec("sleep", "0.3")
    assert await process.wait() == 0
