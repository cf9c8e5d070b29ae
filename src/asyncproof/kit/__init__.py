"""What tests of whole applications need: apps in the test's own loop, databases that are fresh for each.

The public names are loaded when first used: whoever tests an app does not pay for databases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.late import late_names

if TYPE_CHECKING:
    from asyncproof.kit.apps import AppFailed, Apps, LifespanFailed, Server, asgi
    from asyncproof.kit.databases import Database, Fresh, InterleavedTransactions, RolledBack, database
    from asyncproof.kit.servers import PostgresServer, RedisServer, postgres_server, redis_server

__all__ = [
    "AppFailed",
    "Apps",
    "Database",
    "Fresh",
    "InterleavedTransactions",
    "LifespanFailed",
    "PostgresServer",
    "RedisServer",
    "RolledBack",
    "Server",
    "asgi",
    "database",
    "postgres_server",
    "redis_server",
]

__getattr__ = late_names(
    __name__,
    {
        "AppFailed": "apps",
        "Apps": "apps",
        "Database": "databases",
        "Fresh": "databases",
        "InterleavedTransactions": "databases",
        "LifespanFailed": "apps",
        "PostgresServer": "servers",
        "RedisServer": "servers",
        "RolledBack": "databases",
        "Server": "apps",
        "asgi": "apps",
        "database": "databases",
        "postgres_server": "servers",
        "redis_server": "servers",
    },
)
