"""Databases of SQLite, made by writing the same bytes again."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from asyncproof.kit.databases.alchemy import URL, AsyncEngine
    from asyncproof.kit.databases.schema import Schema

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a directory of our own is made in it
_NAME = "test.db"


class Snapshots:
    """Where the databases come from: a template that is made once, kept as bytes."""

    def __init__(self, url: URL, schema: Schema, make_engine: Callable[[URL], AsyncEngine]) -> None:
        self._url = url
        self._schema = schema
        self._make_engine = make_engine
        self._bytes: bytes | None = None

    async def prepare(self) -> None:
        """Make the template, if that has not been done."""
        if self._bytes is not None:
            return
        with _directory() as directory:
            path = Path(directory, _NAME)
            if not self._schema:
                await asyncio.to_thread(_copy, self._existing(), path)
            else:
                engine = self._make_engine(self._at(path))
                try:
                    await self._schema.fill(engine)
                finally:
                    await engine.dispose()
            self._bytes = path.read_bytes()  # noqa: ASYNC240 - a few pages, in memory where there is room

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[URL]:
        """Give the address of a new database, and throw it away afterwards."""
        await self.prepare()
        with _directory() as directory:
            path = Path(directory, _NAME)
            path.write_bytes(self._bytes or b"")  # noqa: ASYNC240 - quicker than any thread
            yield self._at(path)

    shared = fresh  # a copy is cheaper than care
    """The database of tests that roll back."""

    async def close(self) -> None:
        """Forget the template."""
        self._bytes = None

    def _at(self, path: Path) -> URL:
        return self._url.set(database=str(path))

    def _existing(self) -> Path:
        name = self._url.database
        if not name or name == ":memory:":
            raise UsageError(
                f"database({str(self._url)!r}) is empty: a database in memory has no tables. Write "
                "database(url, metadata=Base.metadata), or create=an async function that takes a connection."
            )
        path = Path(name)
        if not path.exists():
            raise UsageError(
                f"database({str(self._url)!r}): there is no file {str(path.absolute())!r}. Give its path, or "
                "let it be made: database(url, metadata=Base.metadata)."
            )
        return path


def _directory() -> tempfile.TemporaryDirectory[str]:
    place = str(_IN_MEMORY) if _IN_MEMORY.is_dir() and os.access(_IN_MEMORY, os.W_OK) else None
    return tempfile.TemporaryDirectory(prefix="asyncproof-db-", dir=place)


def _copy(source: Path, target: Path) -> None:
    """Copy a database that others may be writing to."""
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            tables = old.execute("SELECT 1 FROM sqlite_master WHERE type = 'table'").fetchone()
    except sqlite3.DatabaseError as error:
        raise UsageError(
            f"{str(source)!r} is no database of SQLite: {error}. Give the path of one."
        ) from error
    if tables is None:
        raise UsageError(
            f"the database {str(source)!r} has no tables. Write database(url, metadata=Base.metadata)."
        )
