"""A database whose connections all share one transaction that is rolled back at the end of the test."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from asyncproof.kit.databases.joining import join
from asyncproof.kit.databases.opened import Opened
from asyncproof.kit.databases.transaction import Transaction

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from asyncproof.kit.databases.alchemy import URL, AsyncConnection, AsyncEngine
    from asyncproof.kit.databases.errors import InterleavedTransactions
    from asyncproof.kit.databases.fresh import Fresh


class RolledBack(Opened):
    """A database that is as it was when the test ends, whatever the code under test commits."""

    def __init__(
        self,
        url: URL,
        engine: AsyncEngine,
        transaction: Transaction,
        fresh: Callable[[], AbstractAsyncContextManager[Fresh]],
    ) -> None:
        super().__init__(url, engine, lambda other: join(other, transaction))
        self._transaction = transaction
        self.fresh = fresh
        """`async with db.fresh() as fresh:` opens a database for what must really run at the same time."""

    @property
    def trouble(self) -> list[InterleavedTransactions]:
        """What went wrong so far; what is left in this list fails the test at its end."""
        return self._transaction.trouble


@asynccontextmanager
async def open_rolled_back(
    url: URL,
    connection: AsyncConnection,
    engine: AsyncEngine,
    fresh: Callable[[], AbstractAsyncContextManager[Fresh]],
) -> AsyncIterator[RolledBack]:
    """Let all connections of the engine, and of what is bound, share the one that is given."""
    transaction = await connection.run_sync(_begin)
    joined = join(engine, transaction)
    opened = RolledBack(url, engine, transaction, fresh)
    try:
        try:
            yield opened
        finally:
            opened.unbind()
            joined.end()
            await connection.run_sync(lambda _: transaction.end())
    except BaseException as error:
        _tell_instead(opened.trouble, error)
        raise
    if opened.trouble:
        raise opened.trouble[0]


def _begin(connection: Any) -> Transaction:
    """Begin the transaction of the test; drivers of PostgreSQL do so by themselves."""
    real: Any = connection.connection.dbapi_connection
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        real.isolation_level = None  # or else sqlite3 commits before it obeys some statements
        cursor = real.cursor()
        cursor.execute("BEGIN")
        cursor.close()
    return Transaction(real, fails_whole=not is_sqlite)


def _tell_instead(trouble: list[InterleavedTransactions], error: BaseException) -> None:
    """Raise what went wrong in place of what came of it."""
    seen: BaseException | None = error
    while seen is not None:
        if seen in trouble:
            return
        seen = seen.__cause__ or seen.__context__
    if trouble and isinstance(error, Exception):
        raise trouble[0] from error
