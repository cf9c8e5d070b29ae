# run: -p no:asyncproof-guards -W ignore -p no:randomly
import asyncio

import pytest
import pytest_asyncio

LOCK = asyncio.Lock()
KEPT = []


async def hold():
    async with LOCK:
        await asyncio.sleep(0)


class Pool:
    def __init__(self):
        self.loop = asyncio.get_running_loop()
        self.ready = self.loop.create_future()

    async def acquire(self):
        await self.ready

    def release(self):
        self.loop.call_soon(self.ready.cancel)


async def report():
    await asyncio.sleep(0)
    return 1


def sync_report():
    return asyncio.run(report())


@pytest.mark.asyncio
async def test_honest_first_use_of_the_lock():
    await asyncio.gather(hold(), hold())


@pytest.mark.asyncio
async def test_lie_global_lock():  # explain: bound-to-loop
    await asyncio.gather(hold(), hold())


@pytest.mark.asyncio
async def test_honest_makes_what_the_next_uses():
    KEPT.append(Pool())


@pytest.mark.asyncio
async def test_lie_kept_future():  # explain: different-loop
    await KEPT[0].acquire()


@pytest.mark.asyncio
async def test_lie_kept_loop():  # explain: closed-loop
    KEPT[0].release()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool():
    return Pool()


@pytest.mark.asyncio
async def test_lie_wider_fixture(pool):  # explain: different-loop
    await pool.acquire()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def event():
    event = asyncio.Event()
    waiter = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    waiter.cancel()
    return event


@pytest.mark.asyncio
async def test_lie_event_of_a_wider_fixture(event):  # explain: bound-to-loop
    await asyncio.wait_for(event.wait(), 1)


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_same_scope(event, pool):
    event.set()
    pool.ready.set_result(None)
    await event.wait()
    await pool.acquire()


def test_lie_closed_by_the_test():  # explain: closed-loop
    loop = asyncio.new_event_loop()
    loop.close()
    coroutine = report()
    try:
        loop.run_until_complete(coroutine)
    finally:
        coroutine.close()


def test_lie_task_in_a_sync_test():  # explain: no-running-loop
    coroutine = report()
    try:
        asyncio.create_task(coroutine)
    finally:
        coroutine.close()


def test_lie_running_loop_in_a_sync_test():  # explain: no-running-loop
    asyncio.get_running_loop()


def test_lie_no_current_loop():  # explain: no-running-loop
    asyncio.set_event_loop(None)
    asyncio.Future()


@pytest.fixture
def started():
    return asyncio.get_running_loop().create_future()


@pytest.mark.asyncio
async def test_lie_in_a_sync_fixture(started):  # explain: no-running-loop
    assert started


@pytest.mark.asyncio
async def test_lie_in_a_thread():  # explain: no-running-loop
    def work():
        return asyncio.get_running_loop()

    await asyncio.to_thread(work)


@pytest.mark.asyncio
async def test_lie_run_in_a_loop():  # explain: running-loop
    assert sync_report() == 1


@pytest.mark.asyncio
async def test_lie_run_until_complete():  # explain: running-loop
    asyncio.get_running_loop().run_until_complete(report())


@pytest.mark.asyncio
async def test_lie_another_loop_inside():  # explain: running-loop
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(report())
    finally:
        loop.close()


@pytest_asyncio.fixture
async def late():
    return 1


@pytest.mark.asyncio
async def test_lie_fixture_asked_for_late(request):  # explain: running-loop
    assert request.getfixturevalue("late") == 1


@pytest.mark.asyncio
async def test_honest_in_a_thread():
    assert await asyncio.to_thread(sync_report) == 1


def test_honest_sync_test_with_a_loop():
    assert sync_report() == 1
