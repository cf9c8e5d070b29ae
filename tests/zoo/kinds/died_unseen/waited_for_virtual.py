# run: -o asyncio_mode=auto --virtual-time
# The loop tells of the deadlock by itself.
import asyncio

import pytest


class Worker:
    def __init__(self):
        self.queue = asyncio.Queue()
        self.task = asyncio.create_task(self.run())

    async def run(self):
        while True:
            job = await self.queue.get()
            job.set_result(1 / job.number)  # lie: died-task test_lie_waits_for_a_dead_worker
            self.queue.task_done()


class Job(asyncio.Future):
    number = 0


@pytest.fixture
async def worker():
    worker = Worker()
    yield worker
    worker.task.cancel()
    await asyncio.gather(worker.task, return_exceptions=True)


async def test_lie_waits_for_a_dead_worker(worker):
    # explain: deadlock

    job = Job()
    await worker.queue.put(job)
    await job


async def test_honest_worker(worker):
    job = Job()
    job.number = 1
    await worker.queue.put(job)
    assert await job == 1
