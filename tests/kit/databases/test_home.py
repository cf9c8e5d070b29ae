from __future__ import annotations

import asyncio
import runpy
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text

from asyncproof.core import UsageError
from asyncproof.kit.databases import alchemy
from asyncproof.loop.running import run
from tests.kit.databases.shop import Base, count

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.ext.asyncio import AsyncEngine

    from asyncproof.kit import Database


class Server:
    """A server that tells its address when it is asked."""

    asked = 0

    @property
    def url(self) -> str:
        """Start, and say where."""
        self.asked += 1
        return "sqlite+aiosqlite://"


def test_a_server_starts_when_it_is_needed(make: Callable[..., Database]) -> None:
    """Its address is not asked for before a test opens a database, also if several do so at once."""
    server = Server()
    home = make(server, metadata=Base.metadata)
    assert server.asked == 0

    async def look() -> int:
        async with home.session() as session:
            return await count(session)

    async def main() -> list[int]:
        return await asyncio.gather(look(), look())

    assert run(main()) == [0, 0]
    assert run(look()) == 0


def test_all_engines_can_be_configured(make: Callable[..., Database]) -> None:
    """`configure=` gets each engine that is made, so that foreign keys are checked on SQLite."""

    def configure(engine: AsyncEngine) -> None:
        @event.listens_for(engine.sync_engine, "connect")
        def connected(connection: object, _: object) -> None:
            connection.execute("PRAGMA foreign_keys=ON")

    home = make("sqlite+aiosqlite://", metadata=Base.metadata, configure=configure)

    async def main() -> None:
        async with home.session() as session:
            assert (await session.execute(text("PRAGMA foreign_keys"))).scalar() == 1
        async with home.fresh() as db, db.session() as session:
            assert (await session.execute(text("PRAGMA foreign_keys"))).scalar() == 1

    run(main())


def test_without_sqlalchemy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not installed the error names the extra that brings it."""
    monkeypatch.setitem(sys.modules, "sqlalchemy.ext.asyncio", None)
    with pytest.raises(UsageError, match=r"pip install 'asyncproof\[sql\]'"):
        runpy.run_path(alchemy.__file__)
