"""A suite on databases as users write it: nothing is left, nothing is flagged, whatever the runner does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.kit.servers.programs import find_postgres

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFTEST = """
import pytest_asyncio
from asyncproof.kit import database, postgres_server
from sqlalchemy import Column, Integer, MetaData, String, Table

metadata = MetaData()
users = Table("users", metadata, Column("id", Integer, primary_key=True), Column("name", String, unique=True))
DB = database({url}, metadata=metadata)

@pytest_asyncio.fixture
async def session():
    async with DB.session() as session:
        yield session

@pytest_asyncio.fixture
async def fresh():
    async with DB.fresh() as db:
        yield db
"""
TESTS = """
import asyncio
import pytest
from conftest import users
from sqlalchemy import func, insert, select

@pytest.mark.asyncio
@pytest.mark.parametrize("attempt", range(3))
async def test_rolled_back(session, attempt):
    assert await session.scalar(select(func.count()).select_from(users)) == 0
    await session.execute(insert(users).values(name="ann"))
    await session.commit()

@pytest.mark.asyncio
@pytest.mark.parametrize("attempt", range(2))
async def test_fresh(fresh, attempt):
    async def add(name):
        async with fresh.session() as session:
            await session.execute(insert(users).values(name=name))
            await session.commit()

    await asyncio.gather(add("ann"), add("bob"))
"""
URLS = [
    pytest.param("'sqlite+aiosqlite://'", id="sqlite"),
    *(
        pytest.param(
            f"postgres_server({driver!r})",
            id=driver,
            marks=pytest.mark.skipif(find_postgres() is None, reason="PostgreSQL is not installed"),
        )
        for driver in ("asyncpg", "psycopg")
    ),
]


@pytest.mark.parametrize("options", [(), ("--virtual-time",)], ids=["real time", "virtual time"])
@pytest.mark.parametrize("url", URLS)
def test_a_suite(pytester: pytest.Pytester, url: str, options: Sequence[str]) -> None:
    """All guards are on and all warnings are errors: its tests pass, on loops of their own."""
    pytester.makeconftest(CONFTEST.format(url=url))
    pytester.makepyfile(test_users=TESTS)
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\nfilterwarnings = error")
    done = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:randomly", *options)
    done.assert_outcomes(passed=5)
