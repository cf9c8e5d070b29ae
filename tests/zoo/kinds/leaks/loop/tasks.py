import asyncio
import contextlib

import pytest
import pytest_asyncio

pytestmark = pytest.mark.asyncio
KEPT = set()


async def work(seconds=60):
    try:
        await asyncio.sleep(seconds)
    finally:
        await asyncio.sleep(0)


async def swallow():
    while True:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
            return
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        return


class Service:
    def __init__(self):
        self.queue = asyncio.Queue()
        self.task = None

    async def run(self):
        while True:
            await self.queue.get()

    def start(self):
        self.task = asyncio.create_task(self.run(), name="service")

    async def stop(self):
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task


async def test_lie_local():
    task = asyncio.create_task(work())  # lie: leaked-task
    await asyncio.sleep(0)
    assert not task.done()


async def test_honest_awaited():
    task = asyncio.create_task(work(0))
    await task


async def test_lie_dropped():
    asyncio.create_task(work())  # lie: leaked-task
    await asyncio.sleep(0)


async def test_honest_dropped_and_done():
    asyncio.create_task(work(0))
    await asyncio.sleep(0.02)


async def test_honest_nearly_done():
    asyncio.create_task(work(0))
    await asyncio.sleep(0)


async def test_lie_kept_globally():
    KEPT.add(asyncio.create_task(work()))  # lie: leaked-task
    await asyncio.sleep(0)


async def test_honest_kept_and_awaited():
    KEPT.add(task := asyncio.create_task(work(0)))
    task.add_done_callback(KEPT.discard)
    await task


async def test_honest_cancelled_and_not_awaited():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()


async def test_honest_cancelled_and_awaited():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_lie_swallows_cancellation():
    task = asyncio.create_task(swallow())  # lie: leaked-task
    await asyncio.sleep(0)
    task.cancel()


async def test_lie_ensure_future():
    asyncio.ensure_future(work())  # lie: leaked-task
    await asyncio.sleep(0)


async def test_lie_loop_create_task():
    asyncio.get_running_loop().create_task(work())  # lie: leaked-task
    await asyncio.sleep(0)


async def test_lie_wait_with_a_timeout():
    tasks = [asyncio.create_task(work(60))]  # lie: leaked-task
    await asyncio.wait(tasks, timeout=0.01)


async def test_honest_wait_and_cancel_the_rest():
    tasks = [asyncio.create_task(work(60)), asyncio.create_task(work(0))]
    _, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)


async def test_lie_shielded():
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(asyncio.shield(asyncio.create_task(work())), 0.01)  # lie: leaked-task


async def wait_for_long():
    await asyncio.wait_for(asyncio.Event().wait(), 60)


async def test_lie_that_waits_for_something_inside():
    KEPT.add(asyncio.create_task(wait_for_long()))  # lie: leaked-task
    await asyncio.sleep(0.01)


async def test_honest_wait_for():
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(work(), 0.01)


async def test_lie_gather_of_which_one_fails():
    async def fail():
        raise ValueError

    with pytest.raises(ValueError):
        await asyncio.gather(work(), fail())  # lie: leaked-task


async def test_honest_gather_with_exceptions():
    assert await asyncio.gather(work(0), work(0), return_exceptions=True) == [None, None]


async def test_lie_service_never_stopped():
    service = Service()
    service.start()
    await asyncio.sleep(0)
# lie: leaked-task test_lie_service_never_stopped


async def test_honest_service_stopped():
    service = Service()
    service.start()
    await asyncio.sleep(0)
    await service.stop()


@pytest_asyncio.fixture
async def careless():
    service = Service()
    service.start()
    yield service


@pytest_asyncio.fixture
async def careful():
    service = Service()
    service.start()
    yield service
    await service.stop()


async def test_lie_in_its_fixture(careless):
    # lie: leaked-task
    await asyncio.sleep(0)


async def test_honest_fixture(careful):
    await asyncio.sleep(0)


async def test_lie_queue_workers():
    queue = asyncio.Queue()

    async def worker():
        while True:
            await queue.get()
            queue.task_done()

    workers = [asyncio.create_task(worker()) for _ in range(3)]  # lie: leaked-task
    queue.put_nowait(1)
    await queue.join()
    assert workers


async def test_honest_queue_workers():
    queue = asyncio.Queue()

    async def worker():
        while True:
            await queue.get()
            queue.task_done()

    workers = [asyncio.create_task(worker()) for _ in range(3)]
    queue.put_nowait(1)
    await queue.join()
    for one in workers:
        one.cancel()


async def test_lie_fails_and_leaks():
    asyncio.create_task(work())  # it never got to its end: the failure is what counts
    await asyncio.sleep(0)
    pytest.fail("its own")


async def test_honest_skips_half_way():
    pytest.skip("not here")


def test_lie_sync_with_run():
    async def main():
        asyncio.create_task(work())  # lie: leaked-task
        await asyncio.sleep(0)

    asyncio.run(main())


test_lie_sync_with_run = pytest.mark.filterwarnings("ignore")(test_lie_sync_with_run)


async def test_lie_started_over_several_lines():
    asyncio.create_task(
        work(),  # lie: leaked-task
    )
    await asyncio.sleep(0)
