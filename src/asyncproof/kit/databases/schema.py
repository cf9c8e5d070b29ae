"""What a database of a test has in it before the test begins: tables, and rows that all tests need."""

from __future__ import annotations

import asyncio
import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.kit.databases.alchemy import inspect

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from asyncproof.kit.databases.alchemy import URL, AsyncConnection, AsyncEngine

_TOLD = 1500
"""How many characters of a failed command's output are shown: its end says what went wrong."""
_HOW = (
    "Write database(url, metadata=Base.metadata), create=an async function that takes a connection, or "
    'migrate=["alembic", "upgrade", "head"].'
)


@dataclass(frozen=True)
class Schema:
    """How a database is filled: by a command, by metadata, by a function, in this order."""

    metadata: Any = None
    create: Callable[[AsyncConnection], Awaitable[object]] | None = None
    migrate: Sequence[str] = ()

    def __post_init__(self) -> None:
        if isinstance(self.migrate, str):
            raise UsageError(
                f"migrate={self.migrate!r} is one string. Write the command and its arguments as a list: "
                f"migrate={self.migrate.split()!r}."
            )
        if self.metadata is not None and not hasattr(self.metadata, "create_all"):
            raise UsageError(
                f"metadata={self.metadata!r} is no MetaData. Write metadata=Base.metadata (SQLAlchemy) or "
                "metadata=SQLModel.metadata."
            )

    def __bool__(self) -> bool:
        """Whether there is anything to make."""
        return self.metadata is not None or self.create is not None or bool(self.migrate)

    async def fill(self, engine: AsyncEngine) -> None:
        """Make all that is asked for in an empty database, and see that it is something."""
        if self.metadata is not None and not self.metadata.tables:
            raise UsageError(
                "the metadata has no tables. Import the modules that define your models before the "
                "first test: a model is in the metadata once its module has been imported."
            )
        if self.migrate:
            await asyncio.to_thread(run_command, self.migrate, engine.url)
        async with engine.begin() as connection:
            if self.metadata is not None:
                await connection.run_sync(self._create_all)
            if self.create is not None:
                await self.create(connection)
            await check_tables(connection)

    def _create_all(self, connection: Any) -> None:
        if connection.dialect.name == "postgresql":
            for name in sorted({table.schema for table in self.metadata.tables.values() if table.schema}):
                quoted = connection.dialect.identifier_preparer.quote(name)
                connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {quoted}")
        self.metadata.create_all(connection)


async def check_tables(connection: AsyncConnection) -> None:
    """Refuse a database without tables: every test on it would fail, and say something else."""
    if not await connection.run_sync(_has_tables):
        name = connection.engine.url.render_as_string(hide_password=True)
        raise UsageError(f"the database of the tests ({name}) has no tables. {_HOW}")


def _has_tables(connection: Any) -> bool:
    inspector = inspect(connection)
    names = [name for name in inspector.get_schema_names() if name != "information_schema"]
    return any(inspector.get_table_names(schema=name) for name in names)


def run_command(command: Sequence[str], url: URL) -> None:
    """Run a command that fills the database at a URL, which it gets in DATABASE_URL and for `{url}`."""
    address = url.render_as_string(hide_password=False)
    words = [word.replace("{url}", address) for word in command]
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command
            words,
            env={**os.environ, "DATABASE_URL": address},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise UsageError(f"migrate={list(command)!r} could not be run: {error}. Is it installed?") from error
    if done.returncode:
        raise UsageError(
            f"migrate={list(command)!r} ended with exit code {done.returncode} on the new database. It finds "
            "the address in the environment variable DATABASE_URL, and in place of `{url}` in its arguments; "
            f"it said:\n{done.stdout[-_TOLD:].strip()}"
        )
