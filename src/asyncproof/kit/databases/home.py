"""The database of a test suite: where it is, what is in it, and how each test gets it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, overload

from asyncproof.kit.databases.address import SQLITE, read_address
from asyncproof.kit.databases.alchemy import URL, AsyncSession, NullPool, create_async_engine
from asyncproof.kit.databases.clones import Clones
from asyncproof.kit.databases.fresh import Fresh, open_fresh
from asyncproof.kit.databases.joining import redirect
from asyncproof.kit.databases.rolled_back import RolledBack, open_rolled_back
from asyncproof.kit.databases.schema import Schema
from asyncproof.kit.databases.snapshot import Snapshots

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from asyncproof.kit.databases.alchemy import AsyncConnection, AsyncEngine
    from asyncproof.kit.databases.opened import Session


class Addressed(Protocol):
    """A server that knows its own address once it runs."""

    @property
    def url(self) -> str:
        """The address."""


class Source(Protocol):
    """Where databases come from."""

    def fresh(self) -> AbstractAsyncContextManager[URL]:
        """Give the address of a new database."""

    def shared(self) -> AbstractAsyncContextManager[URL]:
        """Give the address of one whose users all roll back."""

    async def close(self) -> None:
        """Throw away what is left."""


class _Pair(NamedTuple):
    """The engines of a test that rolls back; to make them anew each time would cost more than all else."""

    real: AsyncEngine
    """Opens the one real connection."""
    lanes: AsyncEngine
    """What the test gets."""


class Database:
    """The database of a test suite; nothing is opened before a test needs it."""

    def __init__(
        self,
        url: str | URL | Addressed,
        schema: Schema,
        configure: Callable[[AsyncEngine], object] | None,
        options: dict[str, Any],
    ) -> None:
        self._url = read_address(url) if isinstance(url, (str, URL)) else url
        self._schema = schema
        self._configure = configure
        self._options = options
        self._source: Source | None = None
        self._idle: list[_Pair] = []

    @asynccontextmanager
    async def rolled_back(self) -> AsyncIterator[RolledBack]:
        """Open the database for a test; at the end all is undone, also what was committed."""
        async with (await self._ready()).shared() as url:
            pair = self._idle.pop() if self._idle else self._make_pair(url)
            led = redirect(pair.real, url)
            try:
                async with (
                    pair.real.connect() as connection,
                    open_rolled_back(url, connection, pair.lanes, self.fresh) as opened,
                ):
                    yield opened
            finally:
                led.end()
                self._idle.append(pair)

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[Fresh]:
        """Open a new database, for this test alone."""
        async with (await self._ready()).fresh() as url, open_fresh(url, self._make_engine) as opened:
            yield opened

    @overload
    def session(self, **options: Any) -> AbstractAsyncContextManager[AsyncSession]: ...

    @overload
    def session(self, kind: type[Session], **options: Any) -> AbstractAsyncContextManager[Session]: ...

    def session(self, kind: Any = AsyncSession, **options: Any) -> AbstractAsyncContextManager[Any]:
        """Open a session whose work is undone at the end, also what was committed."""
        return self._session(kind, options)

    @asynccontextmanager
    async def _session(self, kind: Any, options: dict[str, Any]) -> AsyncIterator[Any]:
        async with self.rolled_back() as opened, opened.session(kind, **options) as session:
            yield session

    async def close(self) -> None:
        """Throw away what this run has made; without it, that is done when the process ends."""
        source, self._source = self._source, None
        if source is not None:
            await source.close()

    async def _ready(self) -> Source:
        if self._source is None:
            url = self._url if isinstance(self._url, URL) else await asyncio.to_thread(_start, self._url)
            return self._source_at(url)
        return self._source

    def _source_at(self, url: URL) -> Source:
        if self._source is not None:  # somebody was quicker
            return self._source
        if url.get_backend_name() == SQLITE:
            self._source = Snapshots(url, self._schema, self._make_engine)
        else:
            connect_options = self._options.get("connect_args", {})
            self._source = Clones(url, self._schema, self._make_engine, connect_options)
        return self._source

    def _make_pair(self, url: URL) -> _Pair:
        return _Pair(self._make_engine(url, poolclass=NullPool), self._make_engine(url))

    def _make_engine(self, url: URL, **options: Any) -> AsyncEngine:
        engine = create_async_engine(url, **{**self._options, **options})
        if self._configure is not None:
            self._configure(engine)
        return engine


def _start(server: Addressed) -> URL:
    return read_address(server.url)


def database(
    url: str | URL | Addressed,
    *,
    metadata: Any = None,
    create: Callable[[AsyncConnection], Awaitable[object]] | None = None,
    migrate: Sequence[str] = (),
    configure: Callable[[AsyncEngine], object] | None = None,
    **options: Any,
) -> Database:
    """Say where the database of the tests is, and what is in it.

    Args:
        url: With a driver for asyncio: `postgresql+asyncpg://...`, `postgresql+psycopg://...`,
            `sqlite+aiosqlite://`; or a server of `postgres_server()`.
        metadata: What to create the tables from, `Base.metadata`. If neither this nor *create* nor *migrate*
            is given, the database that the URL names is there already, with its tables.
        create: An async function that gets a connection, to make what else all tests need.
        migrate: A command that makes the tables, as a list; it gets the URL in DATABASE_URL and for `{url}`.
        configure: Called with each engine that is made, to listen to its events.
        options: Those of `create_async_engine`.

    """
    return Database(url, Schema(metadata, create, migrate), configure, options)
