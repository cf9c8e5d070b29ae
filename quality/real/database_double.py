"""A connection to no database at all, which psycopg's pool takes for one."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

from psycopg.pq import TransactionStatus


class Connection:
    """Takes a moment to connect, and a moment for each statement."""

    closed = False

    def __init__(self) -> None:
        self.pgconn = SimpleNamespace(transaction_status=TransactionStatus.IDLE)
        self._pool: Any = None

    @classmethod
    async def connect(cls, *_: object, **__: object) -> Connection:
        """Connect."""
        await asyncio.sleep(0.01)
        return cls()

    async def execute(self, statement: str) -> str:
        """Take a moment, and return the statement."""
        await asyncio.sleep(0.1)
        return statement

    async def close(self) -> None:
        """Close."""
        self.closed = True
        self.pgconn.transaction_status = TransactionStatus.UNKNOWN

    async def __aenter__(self) -> Any:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Commit, as it were."""
