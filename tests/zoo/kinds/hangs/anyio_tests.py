import threading
import time

import anyio
import pytest

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


async def test_lie_event_never_set():
    await anyio.Event().wait()  # lie: hung-test


async def test_lie_stream_nobody_sends_to():
    send, receive = anyio.create_memory_object_stream(1)
    async with send, receive:
        await receive.receive()  # lie: hung-test


async def test_lie_group_that_waits():
    async def child(event):
        await event.wait()

    async with anyio.create_task_group() as group:  # lie: hung-test
        group.start_soon(child, anyio.Event())


async def test_lie_sleeps():
    time.sleep(0.1)  # lie: blocking-call


async def test_honest_thread():
    await anyio.to_thread.run_sync(time.sleep, 0.3)


async def test_honest_group():
    async with anyio.create_task_group() as group:
        group.start_soon(anyio.sleep, 0.3)


async def test_honest_thread_calls_back():
    done = anyio.Event()

    def work():
        time.sleep(0.2)
        anyio.from_thread.run_sync(done.set)

    await anyio.to_thread.run_sync(work)
    await done.wait()
    assert threading.current_thread() is threading.main_thread()
