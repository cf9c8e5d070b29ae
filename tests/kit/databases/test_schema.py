from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, text

from asyncproof.core import UsageError
from asyncproof.kit import database
from asyncproof.loop.running import run
from tests.kit.databases.shop import Base, count, names

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.kit import Database

MEMORY = "sqlite+aiosqlite://"
MIGRATE = """
import os, sqlite3, sys
place = os.environ["DATABASE_URL"].removeprefix("sqlite+aiosqlite:///")
assert sys.argv[1:] == ["--to", os.environ["DATABASE_URL"]]
connection = sqlite3.connect(place)
connection.execute("CREATE TABLE users (id integer primary key, name text)")
connection.execute("INSERT INTO users (name) VALUES ('migrated')")
connection.commit()
connection.close()
"""


async def opened(home: Database) -> list[str]:
    """Look at the users of a new test."""
    async with home.session() as session:
        return await names(session)


def test_rows_that_all_tests_need(url: str, make: Callable[..., Database]) -> None:
    """`create=` gets a connection when the tables are there; what it makes is in every database."""

    async def create(connection: object) -> None:
        await connection.execute(text("INSERT INTO users (name) VALUES ('root')"))

    async def main() -> None:
        home = make(url, metadata=Base.metadata, create=create)
        for _ in range(2):
            assert await opened(home) == ["root"]
        async with home.fresh() as fresh, fresh.session() as session:
            assert await count(session) == 1

    run(main())


def test_a_command_makes_the_tables(make: Callable[..., Database]) -> None:
    """`migrate=` is run once, with the address in DATABASE_URL and for `{url}`."""
    home = make(MEMORY, migrate=[sys.executable, "-c", MIGRATE, "--to", "{url}"])
    assert run(opened(home)) == ["migrated"]


def test_a_command_that_fails(make: Callable[..., Database]) -> None:
    """Its exit code and its words are in the error."""
    home = make(MEMORY, migrate=[sys.executable, "-c", "import sys; sys.exit('no revision')"])
    with pytest.raises(UsageError, match=r"(?s)ended with exit code 1 .*no revision"):
        run(opened(home))


def test_a_command_that_is_not_there(make: Callable[..., Database]) -> None:
    """The error says that it could not be run."""
    home = make(MEMORY, migrate=["no-such-program", "upgrade"])
    with pytest.raises(UsageError, match=r"\['no-such-program', 'upgrade'\] could not be run"):
        run(opened(home))


def test_a_command_as_one_string() -> None:
    """It is refused, and shown as the list that it should be."""
    with pytest.raises(UsageError, match=r"migrate=\['alembic', 'upgrade', 'head'\]"):
        database(MEMORY, migrate="alembic upgrade head")


def test_metadata_that_is_none() -> None:
    """A model in place of its metadata is refused."""
    with pytest.raises(UsageError, match=r"Write metadata=Base\.metadata"):
        database(MEMORY, metadata=Base)


def test_metadata_without_tables(make: Callable[..., Database]) -> None:
    """Models whose module nobody has imported are not in the metadata: that is said."""
    with pytest.raises(UsageError, match=r"the metadata has no tables\. Import the modules"):
        run(opened(make(MEMORY, metadata=MetaData())))


def test_a_database_that_stays_empty(url: str, make: Callable[..., Database]) -> None:
    """If nothing was made the error says what can be given, and another test can try again."""

    async def nothing(connection: object) -> None:
        """Make nothing."""

    home = make(url, create=nothing)
    for _ in range(2):
        with pytest.raises(UsageError, match=r"has no tables\. Write database\(url, metadata="):
            run(opened(home))


def test_tables_in_schemas_of_their_own(server_url: str, make: Callable[..., Database]) -> None:
    """The schemas that tables are in are made first."""
    metadata = MetaData()
    Table("things", metadata, Column("id", Integer, primary_key=True), schema="ware house")

    async def main() -> int:
        async with make(server_url, metadata=metadata).session() as session:
            return (await session.execute(text('SELECT count(*) FROM "ware house".things'))).scalar_one()

    assert run(main()) == 0
