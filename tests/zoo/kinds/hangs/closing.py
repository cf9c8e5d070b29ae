import asyncio
import contextlib
import gc
import threading
import time
import weakref

import pytest

KEPT = set()


async def stubborn():
    while True:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:  # lie: swallowed-cancel test_lie_swallows_cancellation
            pass


async def stubborn_sleeper():
    while True:
        try:
            await asyncio.sleep(0.01)
        except BaseException:  # lie: swallowed-cancel test_lie_swallows_cancellation_and_sleeps
            continue


# lie: leaked-task test_lie_swallows_cancellation
# lie: leaked-task test_lie_swallows_cancellation_and_sleeps


@pytest.mark.asyncio
async def test_lie_swallows_cancellation():
    task = asyncio.create_task(stubborn())
    KEPT.add(task)
    await asyncio.sleep(0)
    assert not task.done()


@pytest.mark.asyncio
async def test_lie_swallows_cancellation_and_sleeps():
    task = asyncio.create_task(stubborn_sleeper())
    await asyncio.sleep(0)
    assert not task.done()


@pytest.mark.asyncio
async def test_honest_worker_that_ends():
    async def worker():
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.3)

    task = asyncio.create_task(worker())
    await asyncio.sleep(0)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


@pytest.mark.asyncio
async def test_lie_job_that_never_ends():
    event = threading.Event()

    def job():
        event.wait()  # lie: stuck-thread

    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(asyncio.to_thread(job), 0.05)


@pytest.mark.asyncio
async def test_honest_job_that_is_told_to_end():
    event = threading.Event()
    task = asyncio.create_task(asyncio.to_thread(event.wait))
    await asyncio.sleep(0.01)
    event.set()
    await task


@pytest.mark.asyncio
async def test_honest_after_all_that():
    assert await asyncio.to_thread(int) == 0


def test_honest_looks_whether_its_loop_lives_on():
    async def main():
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, time.sleep, 0.2)
        return weakref.ref(loop)

    loop = asyncio.run(main())
    for _ in range(50):  # somebody may just be looking at it
        gc.collect()
        if loop() is None:
            break
        time.sleep(0.01)
    assert loop() is None


@pytest.mark.asyncio
async def test_lie_one_job_of_two_never_ends():
    lock = threading.Lock()
    lock.acquire()
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.01) for _ in range(2)))
    with contextlib.suppress(asyncio.TimeoutError):
        # lie: stuck-thread
        await asyncio.wait_for(asyncio.to_thread(lock.acquire), 0.05)


@pytest.mark.asyncio
async def test_lie_swallows_cancellation_among_others():
    async def worker():
        while True:
            try:
                await asyncio.Event().wait()
            except (ValueError, asyncio.CancelledError):  # lie: swallowed-cancel
                pass

    task = asyncio.create_task(worker())  # lie: leaked-task
    await asyncio.sleep(0)
    assert not task.done()
