import asyncio
import threading

import pytest


def load():
    raise LookupError("no such file")


def test_lie_thread_in_a_sync_test():
    # lie: died-thread
    thread = threading.Thread(target=load)
    thread.start()
    thread.join()


@pytest.mark.asyncio
async def test_lie_thread_in_an_async_test():
    def work():
        raise ValueError("in a thread")  # lie: died-thread

    thread = threading.Thread(target=work, name="worker")
    thread.start()
    await asyncio.to_thread(thread.join)


@pytest.mark.asyncio
async def test_lie_assertion_in_a_thread():
    def check():
        assert threading.current_thread().name == "somebody"  # lie: died-thread

    thread = threading.Thread(target=check, daemon=True)
    thread.start()
    await asyncio.to_thread(thread.join)


class Worker(threading.Thread):
    def run(self):
        raise RuntimeError("subclass")


@pytest.fixture
def worker():
    worker = Worker()
    worker.start()
    yield worker
    worker.join()


def test_lie_thread_of_a_fixture(worker):
    # lie: died-thread
    worker.join()


def test_lie_timer_thread():
    # lie: died-thread
    timer = threading.Timer(0.001, load)
    timer.start()
    timer.join()


def test_lie_asyncio_run_in_a_thread():
    async def main():
        await asyncio.sleep(0)
        raise ValueError("in the other loop")  # lie: died-thread

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    thread.join()


def test_honest_thread():
    heard = []
    thread = threading.Thread(target=heard.append, args=(1,))
    thread.start()
    thread.join()
    assert heard == [1]


def test_honest_thread_that_catches():
    errors = []

    def work():
        try:
            load()
        except LookupError as error:
            errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert errors


def test_honest_leaves():
    thread = threading.Thread(target=exit)
    thread.start()
    thread.join()


def test_honest_hook_of_its_own(monkeypatch):
    seen = []
    monkeypatch.setattr(threading, "excepthook", seen.append)
    thread = threading.Thread(target=load)
    thread.start()
    thread.join()
    assert seen[0].exc_type is LookupError


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_honest_says_that_it_does_not_mind():
    thread = threading.Thread(target=load)
    thread.start()
    thread.join()


@pytest.mark.asyncio
async def test_honest_to_thread():
    with pytest.raises(LookupError):
        await asyncio.to_thread(load)
