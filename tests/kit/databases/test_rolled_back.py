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
from asyncproof.kit import InterleavedTransactions
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


def test_readers_may_be_many(home: Database) -> None:
    """Tasks that only read at the same time take turns."""

    async def main() -> None:
        async with home.rolled_back() as db:
            async with db.session() as session:
                await add(session, "ann")

            async def read() -> int:
                async with db.session() as session:
                    return await count(session)

            assert await asyncio.gather(*(read() for _ in range(5))) == [1] * 5

    run(main())


def test_a_reader_may_roll_back_around_a_writer(home: Database) -> None:
    """A transaction that has only read takes nothing of others with it when it is rolled back."""

    async def main() -> None:
        async with home.rolled_back() as db, db.session() as reader:
            assert await count(reader) == 0
            async with db.session() as writer:
                await add(writer, "ann")
            await reader.rollback()
            assert await names(reader) == ["ann"]

    run(main())


def test_two_tasks_that_write_are_told(home: Database) -> None:
    """The error names both tasks, statements and lines, and what to use instead."""

    async def main() -> None:
        async with home.rolled_back() as db:

            async def work(name: str, first: asyncio.Event, then: asyncio.Event) -> None:
                async with db.session() as session:
                    session.add(User(name=name))
                    await session.flush()  # here
                    first.set()
                    await then.wait()
                    await session.commit()

            one, two = asyncio.Event(), asyncio.Event()
            task = asyncio.create_task(work("ann", one, two), name="the first")
            await one.wait()
            with pytest.raises(InterleavedTransactions) as caught:
                await asyncio.create_task(work("bob", asyncio.Event(), one), name="the second")
            two.set()
            await task
            assert db.trouble == [caught.value]
            db.trouble.clear()
        told = str(caught.value)
        assert "the first has not committed: INSERT INTO users" in told
        assert "the second writes: INSERT INTO users" in told
        assert told.count(f"{__file__}:") == 2
        assert "db.fresh()" in told

    run(main())


def test_trouble_that_the_app_has_caught_fails_the_test(home: Database) -> None:
    """What an app turns into a reply of its own is told at the end, in place of what came of it."""

    async def main() -> None:
        async with home.rolled_back() as db, db.session() as session:
            session.add(User(name="ann"))
            await session.flush()

            async def handler() -> int:
                try:
                    async with db.session() as mine:
                        await add(mine, "bob")
                except InterleavedTransactions:
                    return 500
                return 200

            if await asyncio.create_task(handler()) != 200:
                raise RuntimeError("no good reply")

    with pytest.raises(InterleavedTransactions, match="two tasks write") as caught:
        run(main())
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_trouble_fails_a_test_that_does_not_notice(home: Database) -> None:
    """Without any other error it is told as well."""

    async def main() -> None:
        async with home.rolled_back() as db, db.session() as session:
            session.add(User(name="ann"))
            await session.flush()
            async with db.session() as other:
                await add(other, "bob")
            with pytest.raises(InterleavedTransactions):
                await session.rollback()

    with pytest.raises(InterleavedTransactions, match=r"a rollback of .* has undone"):
        run(main())


def test_lost_work_is_told(home: Database) -> None:
    """A rollback that undoes what another session has committed is an error that names what was lost."""

    async def main() -> None:
        async with home.rolled_back() as db, db.session() as outer:
            outer.add(User(name="ann"))
            await outer.flush()
            async with db.session() as inner:
                await add(inner, "bob")
            await outer.rollback()

    with pytest.raises(InterleavedTransactions, match=r"lost, of .*: INSERT INTO users") as caught:
        run(main())
    assert f"{__file__}:" in str(caught.value) or "shop.py:" in str(caught.value)


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


def test_names_of_savepoints_do_not_collide(home: Database) -> None:
    """Two sessions that both use savepoints at the same time undo only their own."""

    async def main() -> None:
        async with home.rolled_back() as db, db.session() as one, db.session() as two:
            await count(one)
            first = await one.begin_nested()
            second = await two.begin_nested()
            two.add(User(name="two"))
            await two.flush()
            await first.commit()
            await second.commit()
            await two.commit()
            nested = await one.begin_nested()
            one.add(User(name="one"))
            await one.flush()
            await nested.rollback()
            await one.commit()
            assert await names(one) == ["two"]

    run(main())
