"""Databases of PostgreSQL, cloned from a template by a process that keeps some ready."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.kit.databases.alchemy import NullPool
from asyncproof.kit.databases.keeper import Keeper, complain
from asyncproof.kit.databases.keeping import told
from asyncproof.kit.databases.schema import Schema, check_tables

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from asyncproof.kit.databases.alchemy import URL, AsyncEngine

SPARES = 3
"""How many databases are kept ready."""


class Clones:
    """Where the databases come from: a template that is made once for a run, and its clones."""

    def __init__(
        self,
        url: URL,
        schema: Schema,
        make_engine: Callable[..., AsyncEngine],
        connect_options: dict[str, Any],
    ) -> None:
        self._url = url
        self._schema = schema
        self._make_engine = make_engine
        self._connect_options = connect_options
        self._keeper: Keeper | None = None
        self._template = ""
        self._shared: URL | None = None
        self._has_spares = False
        self._turn: asyncio.Lock | None = None

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[URL]:
        """Give the address of a new database, and have it dropped afterwards."""
        keeper = await self._prepared()
        for _ in range(1 if self._has_spares else 1 + SPARES):
            keeper.order_clone(self._template)
        self._has_spares = True
        name = await keeper.take()
        try:
            yield self._url.set(database=name)
        finally:
            keeper.drop(name)

    @asynccontextmanager
    async def shared(self) -> AsyncIterator[URL]:
        """Give the address of the one whose users all roll back: the user's own if nothing is to be made."""
        if self._shared is None:
            async with self._alone():
                if self._shared is None:
                    self._shared = await self._first()
        yield self._shared

    async def close(self) -> None:
        """Have everything dropped, and wait for it."""
        keeper, self._keeper = self._keeper, None
        self._shared, self._has_spares = None, False
        if keeper is not None:
            await asyncio.to_thread(keeper.close)

    async def _first(self) -> URL:
        if not self._schema:
            await self._look()
            return self._url
        keeper = await self._prepared_alone()
        keeper.order_clone(self._template)
        return self._url.set(database=await keeper.take())

    async def _prepared(self) -> Keeper:
        if self._keeper is not None:
            return self._keeper
        async with self._alone():
            return await self._prepared_alone()

    async def _prepared_alone(self) -> Keeper:
        """Make the template: a database as the tests want it, to which nobody stays connected."""
        if self._keeper is not None:
            return self._keeper
        keeper = Keeper(self._url, self._connect_options)
        await keeper.begin()
        try:
            if self._schema:
                self._template = await keeper.create()
                await self._with_engine(self._template, self._schema.fill)
            else:
                await self._look()
                self._template = self._url.database or ""
        except BaseException:
            await asyncio.to_thread(keeper.close)
            raise
        self._keeper = keeper
        return keeper

    async def _look(self) -> None:
        """See that the user's own database is there and has tables."""

        async def look(engine: AsyncEngine) -> None:
            async with engine.connect() as connection:
                await check_tables(connection)

        try:
            await self._with_engine(self._url.database, look)
        except UsageError:
            raise
        except Exception as error:  # a driver's own, as not every release of SQLAlchemy wraps it
            raise UsageError(complain(self._url, "can't be used", told(error))) from error

    async def _with_engine(self, database: str | None, act: Callable[[AsyncEngine], Awaitable[None]]) -> None:
        engine = self._make_engine(self._url.set(database=database), poolclass=NullPool)
        try:
            await act(engine)
        finally:
            await engine.dispose()

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Let one task at a time prepare; a lock belongs to the loop on which somebody has waited for it."""
        turn = self._turn = self._turn or asyncio.Lock()
        try:
            async with turn:
                yield
        finally:
            if not turn.locked():
                self._turn = None
