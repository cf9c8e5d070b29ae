"""The databases that the tests of this folder are about, each in all kinds."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from asyncproof.kit import database
from tests.kit.databases.shop import Base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asyncproof.kit import Database

POSTGRES = [
    pytest.param("postgresql+asyncpg", marks=pytest.mark.needs_postgres, id="asyncpg"),
    pytest.param("postgresql+psycopg", marks=pytest.mark.needs_postgres, id="psycopg"),
]
KINDS = [pytest.param("sqlite+aiosqlite://", id="memory"), pytest.param("file", id="file"), *POSTGRES]


@pytest.fixture(params=KINDS, scope="session")
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database, of every kind."""
    kind = request.param
    if kind == "file":
        return f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('databases') / 'app.db'}"
    return kind if kind.startswith("sqlite") else at_server(request)


@pytest.fixture(params=POSTGRES, scope="session")
def server_url(request: pytest.FixtureRequest) -> str:
    """The address of a PostgreSQL, with both drivers."""
    return at_server(request)


def at_server(request: pytest.FixtureRequest) -> str:
    """Return the address of the server that is there for tests, with a driver."""
    return request.getfixturevalue("postgres_url").replace("postgresql", request.param, 1)


@pytest.fixture(scope="session")
def home(url: str) -> Iterator[Database]:
    """A database with the shop's tables."""
    home = database(url, metadata=Base.metadata)
    yield home
    asyncio.run(home.close())


@pytest.fixture
def make() -> Iterator[Callable[..., Database]]:
    """Makes databases as users do, and throws away what they have made."""
    made = []

    def make(url: object, **options: object) -> Database:
        made.append(database(url, **options))
        return made[-1]

    yield make
    for one in made:
        asyncio.run(one.close())
