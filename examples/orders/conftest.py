"""The databases of these tests: SQLite, and PostgreSQL where its programs are installed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from asyncproof.core import UsageError
from asyncproof.kit import Database, Fresh, database, postgres_server
from examples.orders.models import Base


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def home(request: pytest.FixtureRequest) -> Database:
    """Where the databases of the tests come from: a server that starts with the first test that needs it."""
    if request.param == "sqlite":
        return database("sqlite+aiosqlite://", metadata=Base.metadata)
    server = postgres_server()
    try:
        server.url  # noqa: B018 - asked for its address it starts, or says that there is none
    except UsageError as error:
        pytest.skip(str(error))
    return database(server, metadata=Base.metadata)


@pytest_asyncio.fixture
async def db(home: Database) -> AsyncIterator[Fresh]:
    """A whole database for this test alone, with connections of its own and commits that are real."""
    async with home.fresh() as db:
        yield db
