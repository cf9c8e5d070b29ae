# run: --guard foreign_loop_object=error
import asyncio

import pytest

LOCK = asyncio.Lock()
GATE = asyncio.Event()
JOBS: asyncio.Queue = asyncio.Queue()
UNUSED = asyncio.Semaphore(1)
FUTURES = []


class Service:
    limit = asyncio.Semaphore(1)

    def __init__(self):
        self.lock = asyncio.Lock()


SERVICE = Service()


async def contend(lock):
    async with lock:
        await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_lie_lock():
    await asyncio.gather(contend(LOCK), contend(LOCK))  # lie: foreign-loop-object


@pytest.mark.asyncio
async def test_lie_queue():
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(JOBS.get(), 0.01)  # lie: foreign-loop-object


@pytest.mark.asyncio
async def test_lie_event():
    asyncio.get_running_loop().call_soon(GATE.set)  # lie: foreign-loop-object
    await GATE.wait()


@pytest.mark.asyncio
async def test_lie_class_attribute():
    await asyncio.gather(contend(Service.limit), contend(Service.limit))  # lie: foreign-loop-object


def test_lie_attribute_of_a_global():
    async def both():
        await asyncio.gather(contend(SERVICE.lock), contend(SERVICE.lock))  # lie: foreign-loop-object

    asyncio.run(both())


@pytest.mark.asyncio
async def test_lie_future_kept():
    FUTURES.append(asyncio.get_running_loop().create_future())  # lie: foreign-loop-object


@pytest.mark.asyncio
async def test_honest_not_bound():
    async with UNUSED:
        pass


@pytest.mark.asyncio
async def test_honest_own_lock():
    lock = asyncio.Lock()
    await asyncio.gather(contend(lock), contend(lock))


@pytest.fixture
def service():
    return Service()


@pytest.mark.asyncio
async def test_honest_fixture(service):
    await asyncio.gather(contend(service.lock), contend(service.lock))


@pytest.mark.asyncio
async def test_honest_replaced(monkeypatch):
    monkeypatch.setattr(f"{__name__}.LOCK", asyncio.Lock())
    await asyncio.gather(contend(LOCK), contend(LOCK))


@pytest.mark.asyncio
async def test_honest_done_future():
    FUTURES.append(asyncio.get_running_loop().create_future())
    FUTURES[-1].set_result(1)
    FUTURES.clear()


SHARED = asyncio.Lock()


class TestSharedLoop:
    @pytest.mark.asyncio(loop_scope="session")
    async def test_honest_first(self):
        await asyncio.gather(contend(SHARED), contend(SHARED))

    @pytest.mark.asyncio(loop_scope="session")
    async def test_honest_second(self):
        await asyncio.gather(contend(SHARED), contend(SHARED))
