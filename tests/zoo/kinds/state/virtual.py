# run: --virtual-time -o asyncio_mode=auto --guard foreign_loop_object=error
import asyncio
import os
import time
from contextvars import ContextVar

import pytest

USER = ContextVar("user")
LOCK = asyncio.Lock()
SLEEP = asyncio.sleep


@pytest.fixture(autouse=True)
def repaired():
    asyncio.sleep = SLEEP


async def contend(lock):
    async with lock:
        await asyncio.sleep(10)


async def test_lie_lock():
    await asyncio.gather(contend(LOCK), contend(LOCK))  # lie: foreign-loop-object


async def test_lie_environment():
    await asyncio.sleep(3600)
    os.environ["ZOO_VIRTUAL"] = "1"  # lie: changed-environment


@pytest.fixture
def user():
    USER.set("ann")  # lie: leaked-contextvar test_lie_user


async def test_lie_user(user):
    await asyncio.sleep(1)


async def test_honest_clock():
    before = asyncio.get_running_loop().time()
    await asyncio.sleep(100)
    assert asyncio.get_running_loop().time() - before >= 100


async def test_honest_lock():
    lock = asyncio.Lock()
    await asyncio.gather(contend(lock), contend(lock))


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_module_first():
    await asyncio.sleep(3)


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_module_second():
    await asyncio.sleep(3)


def test_honest_sync():
    assert time.time() > 0
    asyncio.run(asyncio.sleep(0))
