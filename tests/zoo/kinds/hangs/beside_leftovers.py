# run: -o asyncproof_hang=0.8 -p no:randomly
import asyncio
import os
import subprocess
import sys
import threading
import time

import pytest

READ, WRITE = os.pipe()


@pytest.mark.asyncio
async def test_lie_leaves_threads_at_work():
    threading.Thread(target=os.read, args=(READ, 1), daemon=True).start()  # lie: leaked-thread

    def tick():
        while True:
            time.sleep(0.05)

    threading.Thread(target=tick, daemon=True).start()  # lie: leaked-thread


def test_lie_waits_beside_the_threads_of_another():
    loop = asyncio.new_event_loop()
    try:
        loop.run_forever()  # lie: hung-test
    finally:
        loop.close()


@pytest.mark.asyncio
async def test_lie_polls_beside_the_threads_of_another():
    done = False
    while not done:
        await asyncio.sleep(0.01)  # lie: hung-test


@pytest.mark.asyncio
async def test_honest_waits_for_its_own_thread():
    done = asyncio.Event()
    loop = asyncio.get_running_loop()

    def work():
        time.sleep(1.4)
        loop.call_soon_threadsafe(done.set)

    thread = threading.Thread(target=work)
    thread.start()
    await done.wait()
    thread.join()


@pytest.mark.asyncio
async def test_honest_waits_for_a_process():
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(1.2)")
    assert await process.wait() == 0


@pytest.mark.asyncio
async def test_lie_waits_beside_a_thread_that_never_ends():
    stop = threading.Event()
    thread = threading.Thread(target=lambda: [time.sleep(0.01) for _ in iter(stop.is_set, True)])
    thread.start()
    try:
        await asyncio.Event().wait()  # lie: hung-test
    finally:
        stop.set()
        thread.join()
