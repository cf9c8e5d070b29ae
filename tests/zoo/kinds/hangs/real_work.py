import asyncio
import os
import signal
import sys
import threading
import time

import pytest


@pytest.mark.asyncio
async def test_honest_subprocess_takes_its_time():
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(0.5)")
    assert await process.wait() == 0


@pytest.mark.asyncio
async def test_honest_long_sleep():
    await asyncio.sleep(0.5)


@pytest.mark.asyncio
async def test_honest_slow_thread():
    await asyncio.to_thread(time.sleep, 0.5)


@pytest.mark.asyncio
async def test_honest_thread_of_its_own_calls_in():
    loop, done = asyncio.get_running_loop(), asyncio.Event()

    def work():
        time.sleep(0.3)
        loop.call_soon_threadsafe(done.set)

    thread = threading.Thread(target=work)
    thread.start()
    await done.wait()
    await asyncio.to_thread(thread.join)


@pytest.mark.asyncio
async def test_honest_signal_wakes_it():
    loop, heard = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, heard.set)
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGUSR1))
    timer.start()
    await heard.wait()
    loop.remove_signal_handler(signal.SIGUSR1)
    await asyncio.to_thread(timer.join)


@pytest.mark.asyncio
async def test_honest_pipe_that_a_thread_writes_to():
    loop, heard = asyncio.get_running_loop(), asyncio.Event()
    here, there = os.pipe()
    loop.add_reader(here, heard.set)

    def write():
        time.sleep(0.3)
        os.write(there, b"x")

    task = asyncio.create_task(asyncio.to_thread(write))
    await heard.wait()
    loop.remove_reader(here)
    await task
    os.close(here)
    os.close(there)


@pytest.mark.asyncio
async def test_honest_steady_polling():
    loop, done = asyncio.get_running_loop(), []
    loop.call_later(0.3, done.append, 1)
    while not done:
        await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_honest_computes_in_a_thread():
    def work():
        end = time.monotonic() + 0.4
        while time.monotonic() < end:
            pass

    await asyncio.to_thread(work)


@pytest.mark.asyncio
async def test_honest_process_pool():
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    await asyncio.get_running_loop().run_in_executor(pool, time.sleep, 0.2)
    await asyncio.to_thread(pool.shutdown)  # a process that is traced takes its time to end
