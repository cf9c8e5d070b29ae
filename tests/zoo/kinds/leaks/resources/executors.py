import asyncio
import functools
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

KEPT = []
_pool = None


def test_lie_local():
    pool = ThreadPoolExecutor()  # lie: leaked-executor
    assert pool.submit(sum, [1, 2]).result() == 3


def test_lie_kept():
    KEPT.append(ThreadPoolExecutor())  # lie: leaked-executor
    assert KEPT[-1].submit(sum, [1, 2]).result() == 3


@pytest.mark.asyncio
async def test_lie_async():
    pool = ThreadPoolExecutor()  # lie: leaked-executor
    assert await asyncio.get_running_loop().run_in_executor(pool, sum, [1, 2]) == 3


@pytest.mark.asyncio
async def test_honest_async():
    with ThreadPoolExecutor() as pool:
        assert await asyncio.get_running_loop().run_in_executor(pool, sum, [1, 2]) == 3


@pytest.mark.asyncio
async def test_honest_given_to_the_loop():
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(1))
    assert await loop.run_in_executor(None, sum, [1, 2]) == 3


def test_honest_never_used():
    assert ThreadPoolExecutor()


def test_honest_shut_down():
    pool = ThreadPoolExecutor()
    pool.submit(sum, [1])
    pool.shutdown(wait=False)


def shared_pool():
    global _pool
    if _pool is None:
        _pool = ThreadPoolExecutor(1)
    return _pool


def test_honest_made_once_for_the_process():
    assert shared_pool().submit(sum, [1, 2]).result() == 3


@functools.lru_cache
def cached_pool():
    return ThreadPoolExecutor(1)


def test_honest_cached_for_the_process():
    assert cached_pool().submit(sum, [1, 2]).result() == 3


class Service:
    def __init__(self):
        self.pool = ThreadPoolExecutor(1)

    def work(self):
        return self.pool.submit(sum, [1, 2]).result()

    def close(self):
        self.pool.shutdown()


@pytest.fixture
def service():
    service = Service()
    yield service
    service.close()


def test_honest_service(service):
    assert service.work() == 3


def test_honest_service_thrown_away():
    # The workers of an executor that nobody holds end by themselves.
    service = Service()
    assert service.work() == 3


def test_lie_service_kept():
    KEPT.append(Service())
    assert KEPT[-1].work() == 3


# lie: leaked-executor test_lie_service_kept


def test_lie_service_with_work_to_do():
    service = Service()
    service.pool.submit(time.sleep, 0.5)


# lie: leaked-executor test_lie_service_with_work_to_do


def test_honest_dropped_in_app_code():
    def compute():
        return ThreadPoolExecutor().submit(sum, [1, 2]).result()

    assert compute() == 3


@pytest.fixture(scope="module")
def wide():
    with ThreadPoolExecutor(1) as pool:
        yield pool


def test_honest_wide(wide):
    assert wide.submit(sum, [1, 2]).result() == 3


def test_honest_wide_again(wide):
    assert wide.submit(sum, [1, 2]).result() == 3


def test_lie_processes():
    pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))  # lie: leaked-executor
    assert pool.submit(sum, [1, 2]).result() == 3


def test_honest_processes():
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(sum, [1, 2]).result() == 3


def test_honest_pool():
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(sum, [[1, 2]]) == 3


def test_lie_pool():
    # lie: leaked-executor
    pool = multiprocessing.get_context("spawn").Pool(1)
    KEPT.append(pool)
    assert pool.apply(sum, [[1, 2]]) == 3


def teardown_module():
    for pool in KEPT:
        if hasattr(pool, "terminate"):
            pool.terminate()


def test_honest_in_the_end():
    assert KEPT
