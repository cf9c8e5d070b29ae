import asyncio
import os
import signal
import subprocess
import sys
import threading


def test_lie_nothing_on_it():
    loop = asyncio.new_event_loop()
    try:
        loop.run_forever()  # lie: hung-test
    finally:
        loop.close()


def test_honest_stopped():
    loop = asyncio.new_event_loop()
    loop.call_later(0.3, loop.stop)
    loop.run_forever()
    loop.close()


def test_honest_stopped_by_a_thread():
    loop = asyncio.new_event_loop()
    timer = threading.Timer(0.4, loop.call_soon_threadsafe, (loop.stop,))
    timer.start()
    loop.run_forever()
    timer.join()
    loop.close()


def test_lie_a_task_that_nobody_wakes():
    loop = asyncio.new_event_loop()
    task = loop.create_task(asyncio.Event().wait())
    try:
        loop.run_forever()  # lie: hung-test
    finally:
        task.cancel()
        loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
        loop.close()


def test_honest_stopped_by_a_task():
    async def work():
        await asyncio.sleep(0.3)
        loop.stop()

    loop = asyncio.new_event_loop()
    task = loop.create_task(work())
    loop.run_forever()
    assert task.done()
    loop.close()


def test_honest_stopped_by_a_signal():
    loop = asyncio.new_event_loop()
    before = signal.signal(signal.SIGUSR1, lambda *_: loop.call_soon_threadsafe(loop.stop))
    command = f"import os, signal, time; time.sleep(0.7); os.kill({os.getpid()}, signal.SIGUSR1)"
    with subprocess.Popen([sys.executable, "-c", command]):
        loop.run_forever()
    signal.signal(signal.SIGUSR1, before)
    loop.close()
