"""Tests of the queue by real time, by globals, and by what is not asked."""

import asyncio
import time

import pytest

from examples.task_queue.bad.queue import HastyQueue
from examples.task_queue.task_queue import TaskQueue


async def job():
    await asyncio.sleep(0.02)


async def failing():
    await asyncio.sleep(0.01)
    raise ValueError("no")


async def test_jobs_run_at_the_same_time():
    started = time.time()
    await TaskQueue(places=3).run({"a": job, "b": job, "c": job})
    assert time.time() - started < 0.05  # check: wall-clock


async def test_the_limit():  # check: nothing-asserted
    pass


async def test_one_job_fails():  # guard: leaked-task
    with pytest.raises(Exception):  # check: broad-raises
        await HastyQueue(3).run([job, failing, job])


async def test_the_places_come_back():  # error: deadlock
    queue = HastyQueue(1)
    with pytest.raises(ValueError):
        await queue.run([failing])
    await queue.run([job])
    assert queue.results == [None]


@pytest.mark.explore(runs=50)
async def test_jobs_after_jobs():  # check: nothing-asserted; error: deadlock; explore: cancel
    queue = HastyQueue(1)
    first = asyncio.create_task(queue.run([job]))
    await asyncio.wait([first])  # check: ignored-results
    await queue.run([job])


async def test_a_queue_that_is_waited_for_by_sleeping():
    queue = TaskQueue(places=2)
    task = asyncio.create_task(queue.run({"a": job, "b": job}))  # check: unawaited-task
    await asyncio.sleep(0.05)  # check: sleep-then-assert
    assert len(queue.ended) == 2


async def test_a_cancelled_queue():
    task = asyncio.create_task(HastyQueue(1).run([job]))
    await asyncio.sleep(0)
    task.cancel()  # check: unawaited-cancel
    assert not task.done()
