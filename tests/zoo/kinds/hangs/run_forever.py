import asyncio
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
