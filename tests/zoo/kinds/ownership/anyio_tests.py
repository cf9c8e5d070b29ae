# run: -p anyio
import asyncio

import anyio
import pytest

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"


async def forever():
    await asyncio.sleep(3600)


@pytest.fixture(scope="module")
async def shared():
    async with anyio.create_task_group() as group:
        group.start_soon(forever)
        yield group
        group.cancel_scope.cancel()


@pytest.fixture
async def careless():
    task = asyncio.create_task(forever())
    yield task


@pytest.fixture
async def careful():
    task = asyncio.create_task(forever())
    yield task
    task.cancel()


async def test_honest_before():
    await anyio.sleep(0)


async def test_lie_before():
    asyncio.create_task(forever())  # lie: leaked-task
    await anyio.sleep(0)


async def test_honest_first(shared):
    await anyio.sleep(0)


async def test_lie_with_shared(shared):
    asyncio.create_task(forever())  # lie: leaked-task
    await anyio.sleep(0)


async def test_honest_second(shared):
    await anyio.sleep(0)


async def test_lie_careless_fixture(shared, careless):
    # lie: leaked-task
    await anyio.sleep(0)


async def test_honest_careful_fixture(shared, careful):
    await anyio.sleep(0)


async def test_honest_group(shared):
    async with anyio.create_task_group() as group:
        group.start_soon(anyio.sleep, 0)


async def test_honest_third(shared):
    await anyio.sleep(0)
