from __future__ import annotations

import asyncio
import os
import socket
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from asyncproof.core import UsageError
from asyncproof.kit.databases.keeping import lock_of
from asyncproof.loop.running import run
from tests.kit.databases.shop import Base, add, count, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asyncproof.kit import Database

SMALL = f"small_{os.getpid()}"
OWN = f"handmade_{os.getpid()}"
"""No other process that runs these tests on the same server has one of this name."""


async def execute(url: str, *statements: str) -> list[str]:
    """Execute statements outside of any transaction, and return what the last of them gives."""
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    async with engine.connect() as connection:
        results = [await connection.execute(text(statement)) for statement in statements]
        return list(results[-1].scalars()) if results[-1].returns_rows else []


@pytest.fixture
def own_url(server_url: str) -> Iterator[str]:
    """The address of a database that the user has made, with a table and a row."""
    asyncio.run(execute(server_url, f"DROP DATABASE IF EXISTS {OWN}", f"CREATE DATABASE {OWN}"))
    url = server_url.rpartition("/")[0] + "/" + OWN
    table = "CREATE TABLE users (id serial primary key, name text unique)"
    asyncio.run(execute(url, table, "INSERT INTO users (name) VALUES ('ann')"))
    yield url
    asyncio.run(execute(server_url, f"DROP DATABASE {OWN} WITH (FORCE)"))


def test_the_users_own_database_is_rolled_back(own_url: str, make: Callable[..., Database]) -> None:
    """Without a schema tests that roll back work in the very database that the URL names."""

    async def main() -> None:
        for _ in range(2):
            async with make(own_url).session() as session:
                assert await names(session) == ["ann"]
                await add(session, "bob")
        assert await execute(own_url, "SELECT name FROM users") == ["ann"]

    run(main())


def test_the_users_own_database_is_cloned(own_url: str, make: Callable[..., Database]) -> None:
    """Fresh databases are copies of it then."""

    async def main() -> None:
        async with make(own_url).fresh() as db, db.session() as session:
            assert await names(session) == ["ann"]
            await add(session, "bob")
        assert await execute(own_url, "SELECT name FROM users") == ["ann"]

    run(main())


def test_two_tasks_that_come_first(server_url: str, make: Callable[..., Database]) -> None:
    """The template is made once, also if several tasks need it at the same time."""
    made: list[object] = []

    async def create(connection: object) -> None:
        made.append(connection)

    async def main() -> None:
        home = make(server_url, metadata=Base.metadata, create=create)

        async def fresh() -> int:
            async with home.fresh() as db, db.session() as session:
                return await count(session)

        async def rolled_back() -> int:
            async with home.session() as session:
                return await count(session)

        assert await asyncio.gather(fresh(), rolled_back(), fresh(), rolled_back()) == [0] * 4

    run(main())
    assert len(made) == 1


def test_nothing_is_left_on_the_server(server_url: str, make: Callable[..., Database]) -> None:
    """When it is closed, all databases are gone that it has made; it can be used again."""

    async def left(lock: int | None) -> list[str]:
        found = await execute(server_url, "SELECT datname FROM pg_database")
        return [name for name in found if lock_of(name) == lock]

    async def main() -> None:
        home = make(server_url, metadata=Base.metadata)
        for _ in range(2):
            async with home.fresh() as db:
                name = db.url.rpartition("/")[2]
                assert name in await left(lock_of(name))
            await home.close()
            assert await left(lock_of(name)) == []
        await home.close()

    run(main())


def test_a_server_that_is_down(make: Callable[..., Database]) -> None:
    """It is said that nobody listens, and how to start one, for both ways to open a database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"postgresql+asyncpg://u:secret@127.0.0.1:{probe.getsockname()[1]}/db"

        async def main() -> None:
            for home in (make(url, metadata=Base.metadata), make(url)):
                with pytest.raises(
                    UsageError, match=r"(?s)u:\*\*\*@127.*Nobody listens there: start the serv"
                ):
                    async with home.session():
                        pass

        run(main())


def test_a_database_that_is_not_there(server_url: str, make: Callable[..., Database]) -> None:
    """Without a schema it must be there; the error says what to write."""

    async def main() -> None:
        home = make(server_url.rpartition("/")[0] + "/nowhere")
        for opened in (home.session, home.fresh):
            with pytest.raises(UsageError, match="Create it, or let the tests make it"):
                async with opened():
                    pass

    run(main())


def test_a_database_without_tables(own_url: str, make: Callable[..., Database]) -> None:
    """The user's own one must have tables, for both ways to use it."""

    async def main() -> None:
        await execute(own_url, "DROP TABLE users")
        home = make(own_url)
        for opened in (home.session, home.fresh):
            with pytest.raises(UsageError, match=r"has no tables\. Write database\(url, metadata="):
                async with opened():
                    pass

    run(main())


def test_a_database_that_somebody_uses(own_url: str, make: Callable[..., Database]) -> None:
    """It can't be copied meanwhile: the error says whom to send away."""

    async def main() -> None:
        engine = create_async_engine(own_url)
        async with engine.connect():
            with pytest.raises(UsageError, match=r"can't be copied for a test: .* Close all connections"):
                async with make(own_url).fresh():
                    pass
        await engine.dispose()

    run(main())


def test_a_user_who_may_make_no_databases(server_url: str, make: Callable[..., Database]) -> None:
    """The error names the right that is missing."""

    async def main() -> None:
        await execute(server_url, f"DROP ROLE IF EXISTS {SMALL}", f"CREATE ROLE {SMALL} LOGIN")
        url = server_url.replace("postgres@", f"{SMALL}@")
        with pytest.raises(UsageError, match=r"can't have new ones beside it: .*ALTER ROLE .* CREATEDB"):
            async with make(url, metadata=Base.metadata).session():
                pass
        await execute(server_url, f"DROP ROLE {SMALL}")

    run(main())


def test_options_that_another_process_cannot_get(server_url: str, make: Callable[..., Database]) -> None:
    """What can't be sent to the keeper is named, with how to say it."""

    async def main() -> None:
        home = make(server_url, metadata=Base.metadata, connect_args={"ssl": lambda: None})
        with pytest.raises(UsageError, match=r"connect_args of database.. can't be sent to another process"):
            async with home.session():
                pass

    run(main())
