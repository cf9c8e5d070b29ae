# run: -p anyio --guard foreign_loop_object=error
import asyncio
import os
from contextvars import ContextVar

import anyio
import pytest

pytestmark = pytest.mark.anyio
USER = ContextVar("user", default="nobody")
LOCK = asyncio.Lock()


@pytest.fixture
def anyio_backend():
    return "asyncio"


async def test_lie_environment():
    os.environ["ZOO_ANYIO"] = "1"  # lie: changed-environment
    await anyio.sleep(0)


async def contend():
    async with LOCK:  # lie: foreign-loop-object test_lie_lock
        await anyio.sleep(0)


async def test_lie_lock():
    await asyncio.gather(contend(), contend())


async def test_lie_sleep():
    asyncio.sleep = anyio.sleep  # lie: patched-loop


async def test_honest_in_the_task_only():
    USER.set("ann")
    await anyio.sleep(0)


@pytest.fixture
async def in_a_fixture():
    USER.set("ann")
    os.environ["ZOO_FIX"] = "1"
    yield
    del os.environ["ZOO_FIX"]


async def test_honest_fixture(in_a_fixture):
    await anyio.sleep(0)


async def test_honest_task_group():
    async with anyio.create_task_group() as group:
        group.start_soon(anyio.sleep, 0)


@pytest.fixture
def careless():
    USER.set("eve")  # lie: leaked-contextvar test_lie_fixture
    yield


async def test_lie_fixture(careless):
    await anyio.sleep(0)
