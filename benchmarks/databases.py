"""What a test pays for a clean database: ours beside what suites write by hand, each on a server of its own.

`databases` is PostgreSQL with asyncpg, `databases-sqlite` is SQLite; there are 30 tables.
"""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Integer, MetaData, String, Table, insert, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from asyncproof.kit import database, postgres_server
from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.rounds import interleave

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from asyncproof.kit import Database

    Opened = AbstractAsyncContextManager[AsyncSession]

METADATA = MetaData()
for _number in range(30):
    Table(f"table_{_number}", METADATA, Column("id", Integer, primary_key=True), Column("text", String))
TABLE = METADATA.tables["table_0"]
ROLLED_BACK = "session() of asyncproof"
FRESH = "fresh() of asyncproof"
READY = "fresh() of asyncproof, until it is there"
BY_HAND = "a savepoint by hand"
MEMORY = Path("/dev/shm")
MOST_POSTGRES, MOST_SQLITE = 5.0, 1.0
BREATH = 0.15
"""Seconds that a test may take besides, while spares are made."""


class ByHand:
    """The ways of suites that have fixtures of their own, in one database."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def create(self) -> None:
        """Make the tables once."""
        engine = create_async_engine(self._url, poolclass=NullPool)
        async with engine.begin() as connection:
            await connection.run_sync(METADATA.create_all)
        await engine.dispose()

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[AsyncSession]:
        """Open a session in a transaction that is rolled back."""
        engine = create_async_engine(self._url, poolclass=NullPool)
        async with engine.connect() as connection:
            outer = await connection.begin()
            async with AsyncSession(connection, join_transaction_mode="create_savepoint") as session:
                yield session
            await outer.rollback()
        await engine.dispose()

    @asynccontextmanager
    async def emptied(self, *statements: str) -> AsyncIterator[AsyncSession]:
        """Open a session, and empty all tables afterwards."""
        engine = create_async_engine(self._url)
        async with AsyncSession(engine) as session:
            yield session
        async with engine.begin() as connection:
            for statement in statements:
                await connection.execute(text(statement))
        await engine.dispose()

    @asynccontextmanager
    async def created(self) -> AsyncIterator[AsyncSession]:
        """Open a session on new tables, and drop them afterwards."""
        engine = create_async_engine(self._url)
        async with engine.begin() as connection:
            await connection.run_sync(METADATA.create_all)
        async with AsyncSession(engine) as session:
            yield session
        async with engine.begin() as connection:
            await connection.run_sync(METADATA.drop_all)
        await engine.dispose()


@asynccontextmanager
async def on_fresh(home: Database) -> AsyncIterator[Any]:
    """Open a session on a fresh database."""
    async with home.fresh() as opened, opened.session() as session:
        yield session


def a_test(name: str, opened: Callable[[], Opened], tests: int) -> Subject:
    """Measure milliseconds for a test that writes a row and commits, with all before and after it."""

    async def work() -> None:
        async with opened() as session:
            await session.execute(insert(TABLE).values(text="row"))
            await session.commit()

    def measure() -> float:
        started = perf_counter()
        for _ in range(tests):
            asyncio.run(work())
        return (perf_counter() - started) / tests * 1000

    return Subject(name, measure)


def until_ready(home: Database, tests: int) -> Subject:
    """Measure milliseconds until a database is there, in tests that leave time to make spares."""

    async def work() -> float:
        started = perf_counter()
        async with home.fresh():
            return perf_counter() - started

    async def several() -> float:
        took = 0.0
        for _ in range(tests):
            await asyncio.sleep(BREATH)
            took += await work()
        return took / tests * 1000

    return Subject(READY, lambda: asyncio.run(several()))


def ours(home: Database, tests: int) -> list[Subject]:
    """Measure our ways."""
    return [
        a_test(ROLLED_BACK, home.session, tests),
        a_test(FRESH, lambda: on_fresh(home), tests),
        until_ready(home, tests),
    ]


def measurement(title: str, subjects: list[Subject], size: Size, most: float, *notes: str) -> Measurement:
    """Measure in turn, and hold our own against what was promised."""
    figures = interleave(subjects, size.rounds)
    ready = next(figure for figure in figures if figure.name == READY)
    goal = Goal(f"a fresh database is there after at most {most:g} ms", ready.median, most)
    return Measurement(title, "ms", figures, BY_HAND, (goal,), notes)


def measure(size: Size) -> Measurement:
    """Compare on PostgreSQL."""
    tests = size.of(20)
    with postgres_server("asyncpg") as server, postgres_server("asyncpg") as other:
        home = database(server, metadata=METADATA)
        hand, empty = ByHand(other.url), ByHand(_beside(other.url, "empty"))
        asyncio.run(hand.create())
        asyncio.run(_execute(other.url, "CREATE DATABASE empty"))
        truncate = f"TRUNCATE {', '.join(METADATA.tables)} RESTART IDENTITY CASCADE"
        subjects = [
            *ours(home, tests),
            a_test(BY_HAND, hand.savepoint, tests),
            a_test("DELETE by hand", lambda: hand.emptied(*_deletes()), tests),
            a_test("TRUNCATE by hand", lambda: hand.emptied(truncate), tests),
            a_test("create_all and drop_all", empty.created, tests),
        ]
        try:
            return measurement("A clean PostgreSQL for a test", subjects, size, MOST_POSTGRES, _NOTE)
        finally:
            asyncio.run(home.close())


def measure_sqlite(size: Size) -> Measurement:
    """Compare on SQLite."""
    tests = size.of(20)
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as place:
        hand = ByHand(f"sqlite+aiosqlite:///{Path(place, 'hand.db')}")
        asyncio.run(hand.create())
        subjects = [
            *ours(database("sqlite+aiosqlite://", metadata=METADATA), tests),
            a_test(BY_HAND, hand.savepoint, tests),
            a_test("DELETE by hand", lambda: hand.emptied(*_deletes()), tests),
            a_test("create_all in memory", ByHand("sqlite+aiosqlite://").created, tests),
        ]
        leaks = "the savepoint by hand leaks on SQLite: its commits stay"
        return measurement("A clean SQLite for a test", subjects, size, MOST_SQLITE, _NOTE, leaks)


_NOTE = "each test is an event loop, a connection, one INSERT and a commit; 30 tables"


def _deletes() -> list[str]:
    return [f"DELETE FROM {name}" for name in METADATA.tables]


def _beside(url: str, name: str) -> str:
    return url.replace("/postgres?", f"/{name}?")


async def _execute(url: str, statement: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.execute(text(statement))
