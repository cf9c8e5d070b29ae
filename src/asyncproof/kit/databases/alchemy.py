"""The one place where SQLAlchemy is imported: it comes with the extra `asyncproof[sql]`."""

from __future__ import annotations

from asyncproof.core import UsageError

try:
    from greenlet import getcurrent  # type: ignore[import-untyped] # it comes without types
    from sqlalchemy import event, inspect
    from sqlalchemy.engine import make_url
    from sqlalchemy.engine.url import URL
    from sqlalchemy.exc import ArgumentError
    from sqlalchemy.ext.asyncio import (
        AsyncConnection,
        AsyncEngine,
        AsyncSession,
        async_sessionmaker,
        create_async_engine,
    )
    from sqlalchemy.pool import NullPool
except ImportError as error:
    message = (
        f"databases need SQLAlchemy for asyncio, and it could not be imported: {error}. "
        "Install it: pip install 'asyncproof[sql]'"
    )
    raise UsageError(message) from error

__all__ = [
    "URL",
    "ArgumentError",
    "AsyncConnection",
    "AsyncEngine",
    "AsyncSession",
    "NullPool",
    "async_sessionmaker",
    "create_async_engine",
    "event",
    "getcurrent",
    "inspect",
    "make_url",
]
