"""Servers for a run of tests, where none is running: PostgreSQL and redis, gone when the run is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.late import late_names

if TYPE_CHECKING:
    from asyncproof.kit.servers.postgres import PostgresServer, postgres_server
    from asyncproof.kit.servers.redis import RedisServer, redis_server

__all__ = ["PostgresServer", "RedisServer", "postgres_server", "redis_server"]

__getattr__ = late_names(
    __name__,
    {
        "PostgresServer": "postgres",
        "RedisServer": "redis",
        "postgres_server": "postgres",
        "redis_server": "redis",
    },
)
