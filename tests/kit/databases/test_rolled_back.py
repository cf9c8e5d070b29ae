"""Whatever the code under test does with its connections, at the end of the test it is undone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession as SQLModelSession

from asyncproof.core import UsageError
from asyncproof.loop.running import run
from tests.kit.databases.shop import User, add, count, names

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from asyncproof.kit import Database

    Work = Callable[[Any], Awaitable[None]]

INSERT = "INSERT INTO users (name) VALUES ('raw')"


async def still_empty(home: Database) -> bool:
    """Say whether the next test would find nothing."""
    async with home.session() as session:
        return await count(session) == 0


async def commits(session: Any) -> None:
    """Commit."""
    await add(session, "ann")


async def commits_and_rolls_back(session: Any) -> None:
    """Commit, then roll something back."""
    await add(session, "ann")
    session.add(User(name="bob"))
    await session.flush()
    await session.rollback()
    assert await names(session) == ["ann"]


async def fails(session: Any) -> None:
    """Get an IntegrityError, and go on."""
    await add(session, "ann")
    session.add(User(name="ann"))
    with pytest.raises(IntegrityError):
        await session.commit()
    await session.rollback()
    await add(session, "bob")
    assert await names(session) == ["ann", "bob"]


async def nests(session: Any) -> None:
    """Use savepoints, one of which is undone."""
    await add(session, "ann")
    async with session.begin_nested():
        session.add(User(name="bob"))
    with pytest.raises(IntegrityError):
        async with session.begin_nested():
            session.add(User(name="ann"))
            await session.flush()
    await session.commit()
    assert await names(session) == ["ann", "bob"]


WORKS = [commits, commits_and_rolls_back, fails, nests]


@pytest.mark.parametrize("work", WORKS)
def test_what_a_session_commits_is_undone(home: Database, work: Work) -> None:
    """Commit, rollback, an IntegrityError, savepoints: the next test finds nothing, on every database."""

    async def main() -> None:
        async with home.session() as session:
            await work(session)
        assert await still_empty(home)

    run(main())


@pytest.mark.parametrize("work", WORKS)
def test_the_apps_own_sessions_are_led_here(home: Database, url: str, work: Work) -> None:
    """An app that has its own engine and session maker sees the test's rows, and its commits are undone."""

    async def main() -> None:
        engine = create_async_engine(url)
        sessions = async_sessionmaker(engine)
        async with home.rolled_back() as db:
            db.bind(engine)
            async with sessions() as session:
                await work(session)
                seen = await names(session)
            async with db.session() as session:
                assert await names(session) == seen
        assert await still_empty(home)

    run(main())


@pytest.mark.parametrize("work", WORKS)
def test_a_session_maker_alone_can_be_led_here(home: Database, work: Work) -> None:
    """A maker without an engine, or with another one, gets that of the test, and is put back."""

    async def main() -> None:
        sessions = async_sessionmaker(expire_on_commit=False)
        async with home.rolled_back() as db:
            db.bind(sessions)
            async with sessions() as session:
                await work(session)
        assert sessions.kw.get("bind") is None
        assert await still_empty(home)

    run(main())


def test_connections_of_an_engine_commit_and_are_undone(home: Database, url: str) -> None:
    """`engine.begin()`, raw statements and an engine that commits each statement are undone as well."""

    async def main() -> None:
        quick = create_async_engine(url, isolation_level="AUTOCOMMIT")
        async with home.rolled_back() as db:
            db.bind(quick)
            async with db.engine.begin() as connection:
                await connection.execute(text(INSERT))
            async with quick.connect() as connection:
                await connection.execute(text("DELETE FROM users"))
                await connection.rollback()
            async with db.session() as session:
                assert await count(session) == 0
                await add(session, "ann")
        assert await still_empty(home)

    run(main())


def test_what_is_not_committed_is_not_there(home: Database) -> None:
    """A session that is closed without a commit leaves nothing for the next one."""

    async def main() -> None:
        async with home.rolled_back() as db:
            async with db.session() as session:
                session.add(User(name="ann"))
                await session.flush()
            async with db.sessions() as session:
                assert await count(session) == 0

    run(main())


def test_sqlmodel(home: Database) -> None:
    """SQLModel's session class can be asked for."""

    async def main() -> None:
        from sqlmodel import select

        async with home.session(SQLModelSession) as session:
            await add(session, "ann")
            assert (await session.exec(select(User.name))).all() == ["ann"]
        assert await still_empty(home)

    run(main())


@pytest.mark.parametrize("statement", ["COMMIT", "rollback", "-- now\nBEGIN", "/* end */ END"])
def test_a_raw_end_of_the_transaction_is_refused(home: Database, statement: str) -> None:
    """Who sends COMMIT or ROLLBACK as a statement is told what to write."""

    async def main() -> None:
        async with home.session() as session:
            await add(session, "ann")
            with pytest.raises(UsageError, match=r"Use `session\.commit\(\)`"):
                await session.execute(text(statement))
        assert await still_empty(home)

    run(main())


def test_a_session_that_outlives_its_database(home: Database) -> None:
    """Its next statement says that the test is over; to close it is no error."""

    async def main() -> None:
        async with home.rolled_back() as db:
            session = db.session()
            await add(session, "ann")
            session.add(User(name="bob"))
            await session.flush()
        with pytest.raises(StatementError, match="whose test is over"):
            await count(session)
        await session.close()
        assert await still_empty(home)

    run(main())


def test_another_event_loop(home: Database) -> None:
    """A database that is opened on one loop and used on another says so."""

    async def main() -> None:
        async with home.rolled_back() as db:

            async def elsewhere() -> None:
                async with db.session() as session:
                    await count(session)

            with pytest.raises(UsageError, match="on another event loop than the one it was opened on"):
                await asyncio.to_thread(asyncio.run, elsewhere())

    run(main())


def test_an_error_of_the_test_is_left_alone(home: Database) -> None:
    """What the test itself raises comes out as it is, and all is undone."""

    async def main() -> None:
        async with home.session() as session:
            await add(session, "ann")
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        run(main())
    assert run(still_empty(home))


def test_a_fresh_one_beside(home: Database) -> None:
    """`db.fresh()` gives a database without the rows of this one."""

    async def main() -> None:
        async with home.rolled_back() as db:
            async with db.session() as session:
                await add(session, "ann")
            async with db.fresh() as fresh, fresh.session() as session:
                assert await count(session) == 0

    run(main())
