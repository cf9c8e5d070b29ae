# run: -o asyncproof_hang=1
import asyncio
import contextlib
import queue
import threading
import time

import pytest


async def number():
    return 7


@pytest.mark.asyncio
async def test_lie_result_on_the_own_loop():
    future = asyncio.run_coroutine_threadsafe(number(), asyncio.get_running_loop())
    assert future.result() == 7  # lie: blocked-forever


@pytest.mark.asyncio
async def test_honest_wrapped_future():
    future = asyncio.run_coroutine_threadsafe(number(), asyncio.get_running_loop())
    assert await asyncio.wrap_future(future) == 7


@pytest.mark.asyncio
async def test_honest_result_from_a_thread():
    loop = asyncio.get_running_loop()
    assert await asyncio.to_thread(lambda: asyncio.run_coroutine_threadsafe(number(), loop).result()) == 7


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
async def test_lie_queue_fed_by_a_task():
    items = queue.Queue()

    async def producer():
        items.put(1)

    task = asyncio.create_task(producer())
    assert items.get() == 1  # lie: blocked-forever
    await task


@pytest.mark.asyncio
async def test_honest_queue_that_is_full():
    items = queue.Queue()
    items.put(1)
    assert items.get() == 1


@pytest.mark.asyncio
async def test_lie_join_of_a_thread_that_waits_for_the_loop():
    loop = asyncio.get_running_loop()

    def work():
        asyncio.run_coroutine_threadsafe(number(), loop).result()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join()  # lie: blocked-forever


@pytest.mark.asyncio
async def test_lie_spins_without_suspending():
    task = asyncio.create_task(number())
    while not task.done(): pass  # lie: slow-step


# lie: blocked-forever test_lie_spins_without_suspending


@pytest.mark.asyncio
async def test_honest_after_all_that():
    assert await number() == 7


@pytest.mark.asyncio
async def test_lie_goes_on_after_it_was_interrupted():
    lock = threading.Lock()
    lock.acquire()
    with contextlib.suppress(BaseException):
        lock.acquire()  # lie: blocked-forever
    end = time.thread_time() + 0.1
    while time.thread_time() < end:
        pass
    with contextlib.suppress(BaseException):
        lock.acquire()


@pytest.mark.asyncio
async def test_lie_join_of_a_thread_that_waits_for_nobody():
    thread = threading.Thread(target=threading.Event().wait)
    thread.start()
    thread.join()  # lie: blocked-forever
