# run: -o asyncio_mode=auto -o asyncio_default_test_loop_scope=session -o asyncio_default_fixture_loop_scope=session
import asyncio
import threading

import pytest_asyncio


@pytest_asyncio.fixture(scope="session")
async def service():
    requests = asyncio.Queue()

    async def serve():
        while True:
            answer = await requests.get()
            answer.set_result("served")

    task = asyncio.create_task(serve())
    yield requests
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def ask(service):
    answer = asyncio.get_running_loop().create_future()
    service.put_nowait(answer)
    return await answer


async def test_honest_first(service):
    assert await ask(service) == "served"


async def test_lie_waits_for_nobody(service):
    await asyncio.get_running_loop().create_future()  # lie: hung-test


async def test_honest_after_a_hang(service):
    assert await ask(service) == "served"


async def test_lie_lock_taken_twice():
    lock = asyncio.Lock()
    async with lock:
        await lock.acquire()  # lie: hung-test


async def test_lie_blocks_the_shared_loop(service):
    gate = threading.Event()
    asyncio.get_running_loop().call_soon(gate.set)
    gate.wait()  # lie: blocked-forever


async def test_honest_after_a_block(service):
    assert await ask(service) == "served"
