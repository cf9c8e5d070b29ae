import asyncio
import contextlib
import os

import pytest
import pytest_asyncio

aiosqlite = pytest.importorskip("aiosqlite")

KEPT = []


def teardown_module():
    for connection in KEPT:
        connection.stop()


@pytest.mark.asyncio
async def test_lie_aiosqlite():
    connection = await aiosqlite.connect(":memory:")  # lie: leaked-client
    await connection.execute("select 1")


@pytest.mark.asyncio
async def test_lie_aiosqlite_kept():
    KEPT.append(await aiosqlite.connect(":memory:"))  # lie: leaked-client


@pytest.mark.asyncio
async def test_honest_aiosqlite():
    async with aiosqlite.connect(":memory:") as connection:
        await connection.execute("select 1")


@pytest_asyncio.fixture
async def database():
    connection = await aiosqlite.connect(":memory:")
    yield connection
    await connection.close()


@pytest.mark.asyncio
async def test_honest_fixture(database):
    await database.execute("select 1")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wide():
    connection = await aiosqlite.connect(":memory:")
    yield connection
    await connection.close()


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wide(wide):
    await wide.execute("select 1")


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wide_again(wide):
    await wide.execute("select 1")


@pytest.mark.asyncio
async def test_honest_last():
    pass
