from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from asyncproof.loop.running import run
from tests.kit.databases.shop import User, add, count, names

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.kit import Database, RolledBack


def test_an_engine_is_as_it_was(home: Database, url: str) -> None:
    """Afterwards nothing listens to the app's engine any more, and it connects to where it did."""

    async def main() -> None:
        engine = create_async_engine(url)
        async with home.rolled_back() as db:
            db.bind(engine)
            async with engine.begin() as connection:
                await connection.execute(text("INSERT INTO users (name) VALUES ('ann')"))
        with pytest.raises(DBAPIError, match="users"):  # there is no such table where it leads
            async with engine.connect() as connection:
                await connection.execute(text("SELECT * FROM users"))
        await engine.dispose()

    run(main())


def test_another_transaction_goes_on_after_a_failure(home: Database) -> None:
    """A statement that fails in one session leaves the others' as they are, before it is rolled back too."""

    async def main() -> None:
        async with home.rolled_back() as db, db.session() as one, db.session() as two:
            await add(two, "ann")
            one.add(User(name="ann"))
            with pytest.raises(IntegrityError):
                await one.flush()
            async with one.bind.connect() as broken, db.session() as three:
                with pytest.raises(DBAPIError):
                    await broken.execute(text("INSERT INTO users (name) VALUES ('ann')"))
                assert await names(three) == ["ann"]
                await broken.rollback()
            await add(two, "bob")
            await one.rollback()
            assert await count(one) == 2

    run(main())


def test_who_has_failed_must_roll_back(server_url: str, make: Callable[..., Database]) -> None:
    """PostgreSQL takes nothing after an error, also if another session had to go on meanwhile."""
    from tests.kit.databases.shop import Base

    async def main() -> None:
        async with make(server_url, metadata=Base.metadata).rolled_back() as db:
            async with db.session() as session:
                await add(session, "ann")
            async with db.engine.connect() as one, db.engine.connect() as two:
                with pytest.raises(DBAPIError):
                    await one.execute(text("INSERT INTO users (name) VALUES ('ann')"))
                await two.execute(text("SELECT 1"))
                with pytest.raises(DBAPIError):
                    await one.execute(text("SELECT 1"))
                await one.rollback()
                await one.execute(text("SELECT 1"))
                with pytest.raises(DBAPIError):
                    await one.execute(text("nonsense"))
                await one.commit()
                await one.execute(text("SELECT 1"))

    run(main())


def test_a_savepoint_that_does_not_exist(home: Database) -> None:
    """The database says so itself."""

    async def main() -> None:
        async with home.session() as session:
            for statement in ("RELEASE SAVEPOINT never", "ROLLBACK TO SAVEPOINT never"):
                with pytest.raises(DBAPIError, match="never"):
                    await session.execute(text(statement))
                await session.rollback()

    run(main())


def test_listeners_of_the_app_go_on(home: Database, url: str) -> None:
    """What the app does at each new connection, or at each statement, still happens."""
    seen: list[Any] = []

    async def main() -> None:
        engine = create_async_engine(url)
        event.listen(engine.sync_engine, "connect", lambda connection, _: seen.append(connection))
        async with home.rolled_back() as db:
            db.bind(engine)
            async with engine.connect() as connection:
                await connection.execute(text("SELECT 1"))

    run(main())
    assert len(seen) == 1


def test_a_connection_from_before(home: Database) -> None:
    """A connection that was opened before without a pool goes on to where it leads."""

    async def main() -> None:
        async with home.fresh() as elsewhere:
            engine = create_async_engine(elsewhere.url, poolclass=NullPool)
            async with engine.connect() as old, home.rolled_back() as db:
                await led_elsewhere(engine, old, db)

    async def led_elsewhere(engine: AsyncEngine, old: AsyncConnection, db: RolledBack) -> None:
        db.bind(engine)
        async with db.session() as session:
            await add(session, "ann")
        assert (await old.execute(text("SELECT count(*) FROM users"))).scalar() == 0
        with pytest.raises(DBAPIError):
            await old.execute(text("nonsense"))

    run(main())


def test_an_engine_that_the_app_disposes_of(home: Database, url: str) -> None:
    """What the app has committed stays, what it has not is undone, and it may connect again."""

    async def main() -> None:
        engine = create_async_engine(url)
        async with home.rolled_back() as db:
            db.bind(engine)
            async with engine.begin():
                """Say nothing."""
            connection = await engine.connect()
            await connection.execute(text("INSERT INTO users (name) VALUES ('ann')"))
            await connection.close()
            await engine.dispose()
            async with engine.connect() as connection:
                assert (await connection.execute(text("SELECT count(*) FROM users"))).scalar() == 0

    run(main())
