from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import sessionmaker

from asyncproof.core import UsageError
from asyncproof.loop.running import run

if TYPE_CHECKING:
    from asyncproof.kit import Database


def test_what_cannot_be_bound(home: Database) -> None:
    """A sync engine, a sync maker or a session are refused, with what to give."""

    async def main() -> None:
        async with home.rolled_back() as db:
            session = db.session()
            for thing in (create_engine("sqlite://"), sessionmaker(), session):
                with pytest.raises(UsageError, match=r"Give it what the app makes its sessions from"):
                    db.bind(thing)
            await session.close()

    run(main())


def test_an_engine_of_another_kind(home: Database, url: str) -> None:
    """An engine for another kind of database can't be led here."""
    other = "postgresql+asyncpg://h/db" if url.startswith("sqlite") else "sqlite+aiosqlite://"

    async def main() -> None:
        async with home.rolled_back() as db:
            with pytest.raises(UsageError, match=r"bind\(\) was given an engine for .* but the database of"):
                db.bind(create_async_engine(other))

    run(main())


def test_an_engine_that_is_connected_already(home: Database, url: str) -> None:
    """Its open connections lead elsewhere, and may belong to another loop: that is said."""

    async def main() -> None:
        async with home.fresh() as elsewhere:
            engine = create_async_engine(elsewhere.url)
            async with engine.connect(), home.rolled_back() as db:
                with pytest.raises(UsageError, match=r"has 1 open connection\(s\) already"):
                    db.bind(engine)
            async with home.rolled_back() as db:
                with pytest.raises(UsageError, match=r"has 1 open connection\(s\) already"):
                    db.bind(engine)
                await engine.dispose()
                db.bind(engine)
            await engine.dispose()

    run(main())
