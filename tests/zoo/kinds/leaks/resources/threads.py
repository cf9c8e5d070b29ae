import asyncio
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

import pytest

STOP = threading.Event()
LOOPS = []


def teardown_module():
    STOP.set()


class Ticker:
    def __init__(self):
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._stop.wait, daemon=True)

    def start(self):
        self._thread.start()

    def stop(self):
        self._stop.set()


def test_lie_daemon():
    t = threading.Thread(target=STOP.wait, daemon=True)
    t.start()  # lie: leaked-thread


def test_lie_no_daemon():
    t = threading.Thread(target=STOP.wait, name="worker")
    t.start()  # lie: leaked-thread


def test_lie_timer():
    timer = threading.Timer(60, print)
    timer.daemon = True
    timer.start()  # lie: leaked-thread


def test_honest_timer():
    timer = threading.Timer(60, print)
    timer.start()
    timer.cancel()


class Counting(threading.Thread):
    def run(self):
        STOP.wait()


@pytest.mark.asyncio
async def test_lie_subclass():
    Counting(daemon=True).start()  # lie: leaked-thread


def test_lie_object_with_a_thread():
    ticker = Ticker()
    ticker.start()


# lie: leaked-thread test_lie_object_with_a_thread


def test_honest_object_with_a_thread():
    ticker = Ticker()
    ticker.start()
    ticker.stop()


def test_honest_joined():
    t = threading.Thread(target=time.sleep, args=(0.01,))
    t.start()
    t.join()


def test_honest_ends_by_itself():
    threading.Thread(target=time.sleep, args=(0.05,)).start()


@pytest.fixture
def ticking():
    ticker = Ticker()
    ticker.start()
    yield ticker


def test_lie_function_fixture(ticking):
    assert ticking


# lie: leaked-thread test_lie_function_fixture


@pytest.fixture(scope="module")
def wide():
    ticker = Ticker()
    ticker.start()
    yield ticker
    ticker.stop()


def test_honest_wide(wide):
    assert wide


def test_honest_wide_again(wide):
    assert wide


@pytest.fixture(scope="module")
def spawning():
    # A server whose thread starts another thread for every request.
    asked, answered, end = threading.Event(), threading.Event(), threading.Event()

    def serve():
        asked.wait()
        threading.Thread(target=end.wait, daemon=True).start()
        answered.set()

    threading.Thread(target=serve, daemon=True).start()
    yield asked, answered
    end.set()


def test_honest_thread_of_a_wide_thread(spawning):
    asked, answered = spawning
    asked.set()
    assert answered.wait(5)


@pytest.mark.asyncio
async def test_honest_to_thread():
    await asyncio.to_thread(time.sleep, 0.001)


@pytest.mark.asyncio
async def test_honest_default_executor():
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.001)


@pytest.mark.asyncio
async def test_honest_executor():
    with ThreadPoolExecutor(1) as pool:
        await asyncio.get_running_loop().run_in_executor(pool, time.sleep, 0.001)


@pytest.mark.asyncio
async def test_lie_loop_in_a_thread():
    loop = asyncio.new_event_loop()
    LOOPS.append(loop)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop))



# lie: leaked-thread test_lie_loop_in_a_thread


@pytest.mark.asyncio
async def test_honest_loop_in_a_thread():
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop))
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


class TestUnit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ticker = Ticker()
        cls.ticker.start()

    @classmethod
    def tearDownClass(cls):
        cls.ticker.stop()

    def test_honest_unit(self):
        assert self.ticker

    def test_lie_unit(self):
        threading.Thread(target=STOP.wait, daemon=True).start()  # lie: leaked-thread

    def test_unit_in_the_end(self):
        assert True
