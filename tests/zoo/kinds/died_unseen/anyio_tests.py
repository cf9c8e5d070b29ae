# run: -p anyio
# anyio fails a test by itself when a task dies, so that there is nothing more to tell.
import asyncio
import threading

import anyio
import pytest

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


async def fail():
    await anyio.sleep(0)
    raise ValueError("unseen")


async def settle():
    for _ in range(5):
        await anyio.sleep(0)


async def test_lie_task():
    task = asyncio.create_task(fail())
    await settle()
    assert task.done()


async def test_honest_after_it():
    await settle()


async def test_lie_thread():
    # lie: died-thread
    thread = threading.Thread(target=lambda: [].pop())
    thread.start()
    await anyio.to_thread.run_sync(thread.join)


async def test_honest_task_group():
    with pytest.raises(BaseException) as caught:
        async with anyio.create_task_group() as group:
            group.start_soon(fail)
    assert "unseen" in repr(caught.value)


async def test_honest_to_thread():
    with pytest.raises(IndexError):
        await anyio.to_thread.run_sync([].pop)
