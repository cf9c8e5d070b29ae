"""A database that one test has to itself: as many connections as it likes, and commits that are real."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from asyncproof.kit.databases.joining import redirect
from asyncproof.kit.databases.opened import Opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from asyncproof.kit.databases.alchemy import URL, AsyncEngine


class Fresh(Opened):
    """A whole database; the app may open it by its `url` too."""

    def __init__(self, url: URL, engine: AsyncEngine) -> None:
        super().__init__(url, engine, lambda other: redirect(other, url))


@asynccontextmanager
async def open_fresh(url: URL, make_engine: Callable[[URL], AsyncEngine]) -> AsyncIterator[Fresh]:
    """Open the database at a URL that nobody else has, and close all connections at the end."""
    engine = make_engine(url)
    fresh = Fresh(url, engine)
    try:
        yield fresh
    finally:
        fresh.unbind()
        await engine.dispose()
