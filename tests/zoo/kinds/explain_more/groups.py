# run: -o asyncio_mode=auto
import asyncio

import anyio
import pytest


async def fetch(number=1):
    await asyncio.sleep(0)
    raise ConnectionError(f"no route to {number}")


async def patient():
    await asyncio.sleep(60)


async def test_lie_one_fails():
    # explain: task-group
    async with anyio.create_task_group() as group:
        group.start_soon(fetch)
        group.start_soon(patient)


async def test_lie_many_fail():
    # explain: task-group
    async with anyio.create_task_group() as group:
        for number in range(4):
            group.start_soon(fetch, number)


async def test_lie_expects_no_group():
    # explain: task-group
    with pytest.raises(ConnectionError):
        async with anyio.create_task_group() as group:
            group.start_soon(fetch)


async def test_lie_nested():
    # explain: task-group
    async with anyio.create_task_group():
        async with anyio.create_task_group() as inner:
            inner.start_soon(fetch)


async def test_honest_expects_a_group():
    with pytest.RaisesGroup(ConnectionError):
        async with anyio.create_task_group() as group:
            group.start_soon(fetch)


async def test_honest_all_is_well():
    async with anyio.create_task_group() as group:
        group.start_soon(asyncio.sleep, 0)


