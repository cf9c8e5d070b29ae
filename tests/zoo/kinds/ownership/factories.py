import asyncio
import socket
import subprocess
import threading

import pytest
import pytest_asyncio

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def make_task():
    made = []

    def make():
        made.append(asyncio.create_task(asyncio.sleep(1000)))
        return made[-1]

    yield make
    for task in made:
        task.cancel()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def make_socket():
    made = []

    def make():
        made.append(socket.socket())
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def make_process():
    made = {}

    def make(*, known=made):
        known[len(known)] = subprocess.Popen(["sleep", "30"])

    yield make
    for process in made.values():
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def make_thread():
    made, stop = [], threading.Event()

    def make():
        made.append(threading.Thread(target=stop.wait))
        made[-1].start()

    yield make
    stop.set()
    for thread in made:
        thread.join()


@pytest.fixture(scope="module")
def forgetful():
    def make():
        return socket.socket()

    return make


async def test_honest_task(make_task):
    make_task()
    await asyncio.sleep(0)


async def test_honest_socket(make_socket):
    assert make_socket().fileno() > 0


def test_honest_process(make_process):
    make_process()


def test_honest_thread(make_thread):
    make_thread()


async def test_lie_forgetful_factory(forgetful):
    # lie: leaked-socket
    forgetful().setblocking(False)
