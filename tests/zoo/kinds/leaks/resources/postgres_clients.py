import os

import pytest
import pytest_asyncio

asyncpg = pytest.importorskip("asyncpg")
psycopg = pytest.importorskip("psycopg")
URL = os.environ.get("ASYNCPROOF_TEST_POSTGRES")
if URL is None:
    pytest.skip("no server", allow_module_level=True)

KEPT = []


@pytest.mark.asyncio
async def test_lie_connection():
    connection = await asyncpg.connect(URL)  # lie: leaked-client
    assert await connection.fetchval("select 1") == 1


@pytest.mark.asyncio
async def test_lie_connection_kept():
    KEPT.append(await asyncpg.connect(URL))  # lie: leaked-client


@pytest.mark.asyncio
async def test_lie_pool():
    pool = await asyncpg.create_pool(URL, min_size=1, max_size=2)  # lie: leaked-client
    assert await pool.fetchval("select 1") == 1


@pytest.mark.asyncio
async def test_lie_psycopg():
    connection = await psycopg.AsyncConnection.connect(URL)  # lie: leaked-client
    await connection.execute("select 1")


@pytest.mark.asyncio
async def test_honest_connection():
    connection = await asyncpg.connect(URL)
    assert await connection.fetchval("select 1") == 1
    await connection.close()


@pytest.mark.asyncio
async def test_honest_pool():
    async with asyncpg.create_pool(URL, min_size=1, max_size=2) as pool:
        assert await pool.fetchval("select 1") == 1


@pytest.mark.asyncio
async def test_honest_psycopg():
    async with await psycopg.AsyncConnection.connect(URL) as connection:
        await connection.execute("select 1")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool():
    async with asyncpg.create_pool(URL, min_size=1, max_size=2) as pool:
        yield pool


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wide(pool):
    assert await pool.fetchval("select 1") == 1


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wide_again(pool):
    async with pool.acquire() as connection:
        assert await connection.fetchval("select 1") == 1
