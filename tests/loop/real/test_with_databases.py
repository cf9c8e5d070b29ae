"""End to end: the database drivers beside a controlled loop, with real databases."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import aiosqlite
import asyncpg
import psycopg
import pytest

from asyncproof.loop.running import run
from tests.loop.real.plain import REPEATS

repeated = pytest.mark.parametrize("attempt", range(REPEATS))


def now() -> float:
    """Return the virtual time."""
    return asyncio.get_running_loop().time()


@repeated
def test_aiosqlite(attempt: int) -> None:
    """Its thread answers under a timeout, and holds no clock when it is idle."""

    async def work() -> Any:
        async with aiosqlite.connect(":memory:") as connection:
            await connection.execute("create table t (a)")
            await connection.execute("insert into t values (42)")
            await connection.commit()
            await asyncio.sleep(1)
            cursor = await connection.execute("select a from t")
            return await cursor.fetchone()

    async def main() -> tuple[Any, float]:
        row = await asyncio.wait_for(work(), 5)
        async with aiosqlite.connect(":memory:"):
            await asyncio.sleep(3600)
        return row, now()

    assert run(main()) == ((42,), 3601)


@pytest.mark.needs_postgres
@repeated
def test_asyncpg(attempt: int, postgres_url: str) -> None:
    """Slow, short and long answers come under a timeout without taking virtual time."""

    async def work() -> tuple[Any, int]:
        connection = await asyncpg.connect(postgres_url)
        await connection.fetchval("select pg_sleep(.03)")
        numbers = [await connection.fetchval("select $1::int", number) for number in range(3)]
        rows = await connection.fetch("select generate_series(1, 20000)")
        await asyncio.sleep(1)
        await connection.close()
        return numbers, len(rows)

    async def main() -> tuple[Any, float]:
        return await asyncio.wait_for(work(), 5), now()

    assert run(main()) == (([0, 1, 2], 20000), 1)


@pytest.mark.needs_postgres
@repeated
def test_asyncpg_pool(attempt: int, postgres_url: str) -> None:
    """Many connections at a time, more questions than connections, and a timeout for each."""

    async def main() -> tuple[Any, float]:
        async with asyncpg.create_pool(postgres_url, min_size=2, max_size=2) as pool:
            question = "select $1::int + 0 * length(pg_sleep(.01)::text)"
            asked = (asyncio.wait_for(pool.fetchval(question, number), 5) for number in range(6))
            return await asyncio.gather(*asked), now()

    assert run(main()) == (list(range(6)), 0)


@pytest.mark.needs_postgres
@repeated
def test_an_hour_beside_an_idle_asyncpg_connection(attempt: int, postgres_url: str) -> None:
    """Nothing is outstanding on it; and after the hour it still answers."""

    async def main() -> tuple[Any, float, bool]:
        connection = await asyncpg.connect(postgres_url)
        begin = time.monotonic()
        await asyncio.sleep(3600)
        took = time.monotonic() - begin
        answer = await asyncio.wait_for(connection.fetchval("select 42"), 5)
        await connection.close()
        return answer, now(), took < 1

    assert run(main()) == (42, 3600, True)


@pytest.mark.needs_postgres
@repeated
def test_psycopg(attempt: int, postgres_url: str) -> None:
    """It watches its descriptor while it waits, and only then."""

    async def work() -> Any:
        async with await psycopg.AsyncConnection.connect(postgres_url) as connection:
            await connection.execute("select pg_sleep(.01)")
            await asyncio.sleep(1)
            cursor = await connection.execute("select 42")
            return await cursor.fetchone()

    async def main() -> tuple[Any, float, bool]:
        row = await asyncio.wait_for(work(), 5)
        connection = await psycopg.AsyncConnection.connect(postgres_url)
        begin = time.monotonic()
        await asyncio.sleep(3600)
        took = time.monotonic() - begin
        await connection.close()
        return row, round(now()), took < 1

    assert run(main()) == ((42,), 3601, True)
