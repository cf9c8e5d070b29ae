import asyncio
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import pytest_asyncio

aiohttp = pytest.importorskip("aiohttp")


@pytest.fixture(scope="module")
def closing():
    things = []
    yield things
    for thing in things:
        thing.close()


def test_honest_socket(closing):
    closing.append(socket.socket())


def test_honest_file(closing, tmp_path):
    closing.append(open(tmp_path / "x", "w"))


class Manager:
    def __init__(self):
        self.session = None
        self.pool = None
        self.ticker = None
        self.stop = threading.Event()

    async def get(self):
        if self.session is None:
            self.session = aiohttp.ClientSession()
        return self.session

    def work(self):
        self.pool = self.pool or ThreadPoolExecutor(1)
        return self.pool.submit(sum, [1, 2]).result()

    def tick(self):
        self.ticker = threading.Thread(target=self.stop.wait)
        self.ticker.start()

    async def close(self):
        await self.session.close()
        self.pool.shutdown(wait=False)
        self.stop.set()
        self.ticker.join()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def manager():
    manager = Manager()
    yield manager
    await manager.close()


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_session_of_a_wide_manager(manager):
    assert not (await manager.get()).closed


def test_honest_pool_of_a_wide_manager(manager):
    assert manager.work() == 3


def test_honest_thread_of_a_wide_manager(manager):
    manager.tick()


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_session_again(manager):
    assert not (await manager.get()).closed


class TestForgetful:
    @pytest_asyncio.fixture(scope="class", loop_scope="module")
    async def forgetful(self):
        return Manager()

    @pytest.mark.asyncio(loop_scope="module")
    async def test_honest_maker(self, forgetful):
        assert not (await forgetful.get()).closed

    @pytest.mark.asyncio(loop_scope="module")
    async def test_lie_last(self, forgetful):
        assert not (await forgetful.get()).closed


# lie: leaked-client test_lie_last


def test_honest_in_the_end():
    pass
