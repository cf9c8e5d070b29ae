# run: -p no:asyncproof-guards -W ignore
import asyncio
import sys

import pytest
import pytest_asyncio

uvloop = pytest.importorskip("uvloop")


async def work():
    await asyncio.sleep(0)
    return {"number": 1}


@pytest.fixture(scope="module")
def event_loop_policy():
    return uvloop.EventLoopPolicy()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reply():
    return asyncio.get_running_loop().create_future()


@pytest.mark.asyncio
async def test_lie_wider_fixture(reply):  # explain: different-loop
    await reply


@pytest.mark.asyncio
async def test_lie_run_inside():  # explain: running-loop
    asyncio.get_running_loop().run_until_complete(work())


@pytest.mark.asyncio
async def test_lie_task_of_a_function():  # explain: coroutine-expected
    asyncio.create_task(work)


@pytest.mark.asyncio
async def test_lie_coroutine_in_a_thread():  # explain: coroutine-expected
    await asyncio.get_running_loop().run_in_executor(None, work())


@pytest.mark.asyncio
async def test_lie_task_subscripted():  # explain: task-not-awaited
    assert asyncio.create_task(work())["number"] == 1


@pytest.mark.asyncio
async def test_honest():
    assert isinstance(asyncio.get_running_loop(), uvloop.Loop)
    assert await work() == {"number": 1}
