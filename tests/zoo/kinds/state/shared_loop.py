import asyncio
import time

import pytest
import pytest_asyncio

pytestmark = pytest.mark.asyncio(loop_scope="module")


def quiet(loop, context):
    pass


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def put_back():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(None)
    loop.set_task_factory(None)
    loop.set_debug(False)


async def test_lie_exception_handler():
    asyncio.get_running_loop().set_exception_handler(quiet)  # lie: changed-loop


async def test_lie_task_factory():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(lambda loop, coro, **kwargs: asyncio.Task(coro, loop=loop, **kwargs))  # lie: changed-loop


async def test_lie_debug():
    asyncio.get_running_loop().set_debug(True)  # lie: changed-loop


async def test_lie_clock():
    loop = asyncio.get_running_loop()
    loop.time = time.monotonic  # lie: changed-loop


async def test_honest_clock_put_back():
    loop = asyncio.get_running_loop()
    vars(loop).pop("time", None)


async def test_honest_put_back():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(quiet)
    loop.set_exception_handler(None)


async def test_honest_executor():
    await asyncio.to_thread(time.monotonic)


@pytest.mark.asyncio(loop_scope="function")
async def test_honest_own_loop():
    asyncio.get_running_loop().set_debug(True)
