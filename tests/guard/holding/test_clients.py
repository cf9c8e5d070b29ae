from __future__ import annotations

import sys
from enum import Enum
from types import SimpleNamespace
from typing import Any

import pytest

from asyncproof.guard.holding import clients
from asyncproof.guard.holding.clients import CLIENTS, client_of


def by_name(shown: str) -> Any:
    """Return what is known of a class."""
    return next(client for client in CLIENTS if client.shown == shown)


def test_knows_classes_and_their_subclasses() -> None:
    """A class is known by its package and name, also where a user builds upon it."""
    httpx = pytest.importorskip("httpx")
    sdk = type("Sdk", (httpx.AsyncClient,), {})
    assert client_of(sdk) is by_name("httpx.AsyncClient")
    assert client_of(type("AsyncClient", (), {"__module__": "app"})) is None


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: f"{client.module}.{client.name}")
def test_each_class_is_where_it_is_said_to_be(client: Any) -> None:
    """Where a library is installed, its class is found under its module and recognised."""
    module = pytest.importorskip(client.module, exc_type=ImportError)
    assert client_of(getattr(module, client.name)) is client


class State(Enum):
    UNOPENED = 1
    OPENED = 2
    CLOSED = 3
    OPEN = 4


def pool(**counts: int) -> Any:
    """Make an engine whose pool has so many connections."""
    methods = {name: (lambda n=n: n) for name, n in counts.items()}
    return SimpleNamespace(sync_engine=SimpleNamespace(pool=SimpleNamespace(**methods)))


def redis(*, available: bool = False, used: bool = False) -> Any:
    """Make a redis client with connections."""
    connection = SimpleNamespace(is_connected=True)
    return SimpleNamespace(
        connection=None,
        connection_pool=SimpleNamespace(
            _available_connections=[connection] * available, _in_use_connections=[connection] * used
        ),
    )


@pytest.mark.parametrize(
    ("name", "thing", "is_open"),
    [
        ("httpx.AsyncClient", SimpleNamespace(_state=State.UNOPENED), False),
        ("httpx.AsyncClient", SimpleNamespace(_state=State.OPENED), True),
        ("httpx.AsyncClient", SimpleNamespace(_state=State.CLOSED), False),
        ("httpx.AsyncClient", SimpleNamespace(), False),
        ("aiohttp.ClientSession", SimpleNamespace(closed=False), True),
        ("aiohttp.ClientSession", SimpleNamespace(closed=True), False),
        ("redis.Redis", redis(), False),
        ("redis.Redis", redis(available=True), True),
        ("redis.Redis", redis(used=True), True),
        ("asyncpg.Pool", SimpleNamespace(_initialized=True, _closed=False), True),
        ("asyncpg.Pool", SimpleNamespace(_initialized=False, _closed=False), False),
        ("asyncpg.Connection", SimpleNamespace(is_closed=lambda: False), True),
        ("asyncpg.Connection", SimpleNamespace(is_closed=lambda: True), False),
        ("psycopg.AsyncConnection", SimpleNamespace(closed=False), True),
        ("psycopg.AsyncConnection", SimpleNamespace(), False),
        ("sqlalchemy.AsyncEngine", pool(checkedin=1, checkedout=0), True),
        ("sqlalchemy.AsyncEngine", pool(checkedin=0, checkedout=1), True),
        ("sqlalchemy.AsyncEngine", pool(checkedin=0, checkedout=0), False),
        ("sqlalchemy.AsyncEngine", pool(), False),
        ("sqlalchemy.AsyncEngine", pool(connection=1), True),
        ("sqlalchemy.AsyncSession", SimpleNamespace(in_transaction=lambda: True), True),
        ("websockets.ClientConnection", SimpleNamespace(state=State.OPEN, transport=1), True),
        ("websockets.ClientConnection", SimpleNamespace(state=State.CLOSED, transport=1), False),
        ("websockets.ClientConnection", SimpleNamespace(state=State.OPEN, transport=None), False),
        ("aiosqlite.Connection", SimpleNamespace(_connection=None), False),
        ("aiosqlite.Connection", SimpleNamespace(_connection=1), True),
        ("nats.Client", SimpleNamespace(is_connected=True), True),
    ],
)
def test_tells_whether_it_is_open(name: str, thing: Any, is_open: bool) -> None:
    """What was used and not closed is open; what a release does not say counts as closed."""
    assert by_name(name).is_open(thing) is is_open


def test_who_was_never_opened_is_not_open() -> None:
    """A connection of SQLAlchemy that could not be opened says so by an error when it is asked."""
    engines = pytest.importorskip("sqlalchemy.ext.asyncio")
    never = engines.create_async_engine("sqlite+aiosqlite://").connect()
    assert not by_name("sqlalchemy.AsyncConnection").is_open(never)


def test_a_fake_of_redis_holds_nothing() -> None:
    """What stands in for a server in memory has no connection to lose."""
    fake = type("FakeRedis", (), {"__module__": "fakeredis.aioredis"})()
    fake.connection_pool = redis(used=True).connection_pool
    assert not by_name("redis.Redis").holds(fake)


def test_knows_who_has_connections() -> None:
    """A session or client that is open may still hold no connection."""
    connected = SimpleNamespace(closed=False, connector=SimpleNamespace(_conns={1: 1}, _acquired=set()))
    idle = SimpleNamespace(closed=False, connector=SimpleNamespace(_conns={}, _acquired=set()))
    holds = by_name("aiohttp.ClientSession").holds
    assert (holds(connected), holds(idle)) == (True, False)
    transport = SimpleNamespace(_pool=SimpleNamespace(connections=[1]))
    holds = by_name("httpx.AsyncClient").holds
    assert holds(SimpleNamespace(is_closed=False, _transport=transport, _mounts={}))
    assert holds(SimpleNamespace(is_closed=False, _transport=None, _mounts={"all://": transport}))
    assert not holds(SimpleNamespace(is_closed=True, _transport=transport, _mounts={}))


def test_imports_no_library() -> None:
    """The table names libraries and needs none of them."""
    assert not {"aiohttp", "httpx", "redis"} & set(vars(clients)), sys.modules
