# run: --guard foreign_loop_object=error
import asyncio
import os

import pytest

uvloop = pytest.importorskip("uvloop")
LOCK = asyncio.Lock()


@pytest.fixture(scope="module")
def event_loop_policy():
    return uvloop.EventLoopPolicy()


async def contend(lock):
    async with lock:
        await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_lie_lock():
    assert "uvloop" in type(asyncio.get_running_loop()).__module__
    await asyncio.gather(contend(LOCK), contend(LOCK))  # lie: foreign-loop-object


@pytest.mark.asyncio
async def test_lie_environment():
    os.environ["ZOO_UV"] = "1"  # lie: changed-environment


@pytest.mark.asyncio
async def test_honest():
    await asyncio.sleep(0)


def test_honest_run():
    uvloop.new_event_loop().close()


def test_lie_install():
    uvloop.install()  # lie: changed-policy


def test_honest_put_back():
    asyncio.set_event_loop_policy(None)
