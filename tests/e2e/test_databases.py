"""A suite on databases as users write it: nothing is left, nothing is flagged, whatever the runner does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.kit.servers.programs import find_postgres
from tests.neighbours import without_slow

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
    done = pytester.runpytest_subprocess("-p", "no:cacheprovider", *without_slow(), *options)
    done.assert_outcomes(passed=5)


APP = """
import pytest
import pytest_asyncio
from asyncproof.kit import database
from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

import httpx

metadata = MetaData()
users = Table("users", metadata, Column("id", Integer, primary_key=True), Column("name", String, unique=True))
engine = create_async_engine("sqlite+aiosqlite:///production.db")
sessions = async_sessionmaker(engine)
app = FastAPI()
DB = database("sqlite+aiosqlite://", metadata=metadata)

async def get_session():
    async with sessions() as session:
        yield session

@app.post("/users/{name}")
async def register(name: str, session=Depends(get_session)):
    try:
        await session.execute(insert(users).values(name=name))
        await session.commit()
    except IntegrityError:
        raise HTTPException(409)

@pytest_asyncio.fixture
async def db():
    async with DB.rolled_back() as db:
        db.bind(engine)
        yield db

@pytest_asyncio.fixture
async def client(asgi):
    server = await asgi(app)
    async with httpx.AsyncClient(base_url=server.url, verify=False) as client:
        yield client

@pytest.mark.asyncio
@pytest.mark.parametrize("attempt", [1, 2])
async def test_register(db, client, attempt):
    assert (await client.post("/users/ann")).status_code == 200
    assert (await client.post("/users/ann")).status_code == 409
    async with db.session() as session:
        assert await session.scalar(select(func.count()).select_from(users)) == 1

@pytest.mark.asyncio
async def test_not_committed(db, client):
    async with db.session() as session:
        await session.execute(insert(users).values(name="bob"))
        await client.post("/users/ann")
"""


def test_an_app_with_an_engine_of_its_own(pytester: pytest.Pytester) -> None:
    """What its handlers commit is undone; a test that has not committed before it asks the app is told so."""
    pytester.makepyfile(test_app=APP)
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function")
    done = pytester.runpytest_subprocess("-p", "no:cacheprovider", *without_slow())
    done.assert_outcomes(passed=2, failed=1, errors=1)
    text = done.stdout.str()
    assert "has not committed: INSERT INTO users (name) VALUES (?) at " in text
    assert "If Task-" in text
    assert not (pytester.path / "production.db").exists()
