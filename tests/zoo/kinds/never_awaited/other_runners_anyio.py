# run: -p anyio
import unittest

import anyio
import asyncio
import pytest


@pytest.fixture
def anyio_backend():
    return "asyncio"


async def fetch(number=1):
    await anyio.sleep(0)
    return number


@pytest.mark.anyio
async def test_lie_discarded():
    fetch()  # lie: never-awaited


@pytest.mark.anyio
async def test_honest_awaited():
    assert await fetch() == 1


@pytest.mark.anyio
async def test_lie_task_never_started():
    asyncio.create_task(fetch())  # lie: never-started


@pytest.mark.anyio
async def test_honest_task_group():
    async with anyio.create_task_group() as group:
        group.start_soon(fetch)


@pytest.mark.anyio
async def test_honest_task_group_cancelled_before_its_tasks_began():
    async with anyio.create_task_group() as group:
        group.start_soon(fetch)
        group.cancel_scope.cancel()


@pytest.mark.anyio
async def test_lie_sleep():
    anyio.sleep(1)  # lie: never-awaited


class TestIsolated(unittest.IsolatedAsyncioTestCase):
    async def test_lie_discarded_in_isolated(self):
        fetch()  # lie: never-awaited

    async def test_honest_in_isolated(self):
        self.assertEqual(await fetch(), 1)

    async def test_lie_task_in_isolated(self):
        asyncio.create_task(fetch())  # lie: never-started

    async def test_honest_warns_in_isolated(self):
        with self.assertWarns(RuntimeWarning):
            fetch()
