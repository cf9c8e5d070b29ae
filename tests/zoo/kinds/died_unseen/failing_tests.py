# run: -o asyncio_mode=auto
# A test that fails by itself is told of the worker that died before, and of nothing twice.
import asyncio

import pytest


async def fail():
    await asyncio.sleep(0)
    raise ValueError("the queue is gone")


async def test_lie_waits_for_a_dead_worker():
    # lie: died-task
    done = asyncio.Event()
    worker = asyncio.create_task(fail())
    await asyncio.sleep(0.01)
    assert done.is_set(), worker.get_name()


async def test_lie_fails_with_the_same_error():
    await asyncio.create_task(fail())


async def test_lie_fails_from_the_same_error():
    try:
        await asyncio.create_task(fail())
    except ValueError as error:
        raise RuntimeError("wrapped") from error


@pytest.mark.xfail(strict=True, reason="known")
async def test_honest_known_to_fail():
    await asyncio.create_task(fail())


@pytest.mark.asyncproof(died_unseen="off")
async def test_honest_does_not_mind():
    asyncio.ensure_future(fail())
    await asyncio.sleep(0.01)


@pytest.mark.asyncproof(allow="fail")
async def test_honest_allows_it():
    asyncio.ensure_future(fail())
    await asyncio.sleep(0.01)
