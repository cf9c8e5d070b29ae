from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_scoped_session, async_sessionmaker, create_async_engine

from asyncproof.loop.running import run
from tests.kit.databases.shop import add, count, names

if TYPE_CHECKING:
    from asyncproof.kit import Database


def test_commits_are_real(home: Database) -> None:
    """Tasks with connections of their own commit at the same time, and the next database is empty again."""

    async def main() -> None:
        async with home.fresh() as db:

            async def work(name: str) -> None:
                async with db.session() as session:
                    await add(session, name)

            await asyncio.gather(*(work(str(number)) for number in range(4)))
            async with db.sessions() as session:
                assert await names(session) == ["0", "1", "2", "3"]
        async with home.fresh() as db, db.session() as session:
            assert await count(session) == 0

    run(main())


def test_two_at_the_same_time(home: Database) -> None:
    """Two tests, or tasks, that have a database each don't see each other."""

    async def main() -> None:
        async with home.fresh() as one, home.fresh() as two, one.session() as mine, two.session() as yours:
            await add(mine, "mine")
            await add(yours, "yours")
            assert (await names(mine), await names(yours)) == (["mine"], ["yours"])

    run(main())


def test_the_app_opens_it_by_its_url(home: Database) -> None:
    """The URL is complete, so that settings of an app can be given it."""

    async def main() -> None:
        async with home.fresh() as db:
            async with db.session() as session:
                await add(session, "ann")
            engine = create_async_engine(db.url)
            async with engine.connect() as connection:
                assert (await connection.execute(text("SELECT count(*) FROM users"))).scalar_one() == 1
            await engine.dispose()

    run(main())


def test_the_apps_engine_is_led_here_and_back(home: Database, url: str) -> None:
    """An engine and a maker that the app has made are bound, and are as they were afterwards."""

    async def main() -> None:
        engine = create_async_engine(url)
        maker = async_sessionmaker(engine, binds={}, expire_on_commit=False)
        scoped = async_scoped_session(maker, asyncio.current_task)
        before = dict(maker.kw)
        async with home.fresh() as db:
            db.bind(engine, scoped)
            async with engine.begin() as connection:
                await connection.execute(text("INSERT INTO users (name) VALUES ('ann')"))
            assert await names(scoped) == ["ann"]
            await scoped.remove()
            await engine.dispose()
        assert maker.kw == before

    run(main())
