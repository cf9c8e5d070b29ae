import asyncio

import pytest

LOCK = asyncio.Lock()
HELD = asyncio.Lock()


class Limits:
    clients = asyncio.Semaphore(1)


async def contend(lock):
    async with lock:
        await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_lie_binds_it():
    await asyncio.gather(contend(LOCK), contend(LOCK))  # lie: foreign-loop-object


@pytest.mark.asyncio
async def test_lie_meets_it_bound():
    await asyncio.gather(contend(LOCK), contend(LOCK))  # explain: bound-to-loop


@pytest.mark.asyncio
async def test_lie_keeps_it():
    await asyncio.gather(contend(HELD), contend(HELD))  # lie: foreign-loop-object
    await HELD.acquire()


@pytest.mark.asyncio
async def test_lie_semaphore():
    await asyncio.gather(contend(Limits.clients), contend(Limits.clients))  # lie: foreign-loop-object


@pytest.mark.asyncio
async def test_lie_semaphore_again():
    await asyncio.gather(contend(Limits.clients), contend(Limits.clients))  # explain: bound-to-loop


@pytest.fixture
def lock(monkeypatch):
    made = asyncio.Lock()
    monkeypatch.setitem(globals(), "LOCK", made)
    return made


@pytest.mark.asyncio
async def test_honest_first(lock):
    await asyncio.gather(contend(LOCK), contend(LOCK))


@pytest.mark.asyncio
async def test_honest_second(lock):
    await asyncio.gather(contend(LOCK), contend(LOCK))
