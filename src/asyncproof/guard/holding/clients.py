"""What is known of client libraries: which classes hold connections, how to tell, and how to close them.

None of the libraries is imported here. Where a class says in public whether it is closed, it is asked;
some do not, and then an attribute of theirs is read, which counts as closed where a release does without
it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.core.record import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

_HTTP = "use `async with`, or `await client.aclose()` after the `yield` of the fixture that made it"
_CLOSE = "use `async with`, or `await {}.close()` after the `yield` of the fixture that made it"
_CLOSED = _CLOSE.format("connection")
_WITH = "use `with {}.Client() as client:`"


@frozen
class Client:
    """A class whose objects hold connections."""

    module: str
    """Where it is found once it has been imported."""
    name: str
    is_open: Callable[[Any], bool]
    """Whether it has been used and not been closed."""
    holds: Callable[[Any], bool]
    """Whether it has a connection now."""
    cure: str
    is_async: bool = True
    """Whether its connections belong to an event loop."""
    parts_of: tuple[str, ...] = ()
    """Modules that make such objects as parts of something bigger, which is judged instead."""

    @property
    def shown(self) -> str:
        """The name as users write it."""
        return f"{self.module.partition('.')[0]}.{self.name}"


def client_of(kind: type[Any]) -> Client | None:
    """Return what is known of a class, or of the nearest of its bases."""
    for base in kind.__mro__:
        for client in _BY_NAME.get(base.__name__, ()):
            if _package(client.module) == _package(base.__module__):
                return client
    return None


def _package(module: str) -> str:
    return module.partition(".")[0]


def _read(thing: Any, *path: str) -> Any:
    """Follow attributes, and call what is a method; None where one is missing, or can't be told."""
    try:
        for name in path:
            thing = getattr(thing, name, None)
            if callable(thing):
                thing = thing()
    except Exception:  # noqa: BLE001 - such as of a connection that was never opened: it says so by raising
        return None
    return thing


def _httpx_is_open(client: Any) -> bool:
    return getattr(getattr(client, "_state", None), "name", "") == "OPENED"


def _httpx_holds(client: Any) -> bool:
    transports = [getattr(client, "_transport", None), *(getattr(client, "_mounts", None) or {}).values()]
    pools = (getattr(transport, "_pool", None) for transport in transports)
    return not client.is_closed and any(bool(getattr(pool, "connections", None)) for pool in pools)


def _aiohttp_is_open(session: Any) -> bool:
    return not session.closed


def _aiohttp_holds(session: Any) -> bool:
    connector = session.connector
    return not session.closed and any(getattr(connector, name, None) for name in ("_conns", "_acquired"))


def _redis_holds(client: Any) -> bool:
    pool = getattr(client, "connection_pool", None)
    if type(client).__module__.startswith("fakeredis"):
        return False
    connections = [
        *(getattr(pool, "_available_connections", None) or ()),
        *(getattr(pool, "_in_use_connections", None) or ()),
        *([client.connection] if getattr(client, "connection", None) else ()),
    ]
    return any(getattr(connection, "is_connected", False) for connection in connections)


def _engine_holds(engine: Any) -> bool:
    pool = getattr(getattr(engine, "sync_engine", None), "pool", None)
    # A pool of one connection has it as an attribute, once it is made.
    return any(bool(_read(pool, name)) for name in ("checkedin", "checkedout")) or (
        "connection" in getattr(pool, "__dict__", {})
    )


def _is_not(name: str) -> Callable[[Any], bool]:
    """Return the question whether a public attribute or method says that it is closed."""
    return lambda thing: _read(thing, name) is False


def _is(name: str) -> Callable[[Any], bool]:
    return lambda thing: bool(_read(thing, name))


def _asyncpg_pool_is_open(pool: Any) -> bool:
    return bool(getattr(pool, "_initialized", False)) and not getattr(pool, "_closed", True)


def _websocket_is_open(connection: Any) -> bool:
    if getattr(connection, "transport", None) is None:  # it never got one, so there is nothing to close
        return False
    return getattr(getattr(connection, "state", None), "name", "") in ("CONNECTING", "OPEN")


def _connected_is_open(connection: Any) -> bool:
    return getattr(connection, "_connection", None) is not None


def _open(
    module: str, name: str, is_open: Callable[[Any], bool], cure: str, *parts_of: str, holds: Any = None
) -> Client:
    return Client(module, name, is_open, holds or is_open, cure, parts_of=parts_of)


_EXIT = "close it before the test or its fixture ends: `{}`"

_SESSION = "sqlalchemy.ext.asyncio.session"

CLIENTS = (
    _open("aiohttp", "ClientSession", _aiohttp_is_open, _CLOSE.format("session"), holds=_aiohttp_holds),
    _open("httpx", "AsyncClient", _httpx_is_open, _HTTP, holds=_httpx_holds),
    _open("httpx2", "AsyncClient", _httpx_is_open, _HTTP, holds=_httpx_holds),
    Client("httpx", "Client", _httpx_holds, _httpx_holds, _WITH.format("httpx"), is_async=False),
    Client("httpx2", "Client", _httpx_holds, _httpx_holds, _WITH.format("httpx2"), is_async=False),
    _open("redis.asyncio", "Redis", _redis_holds, _HTTP),
    _open("aiosqlite", "Connection", _connected_is_open, _CLOSE.format("connection"), "sqlalchemy"),
    _open("asyncpg.pool", "Pool", _asyncpg_pool_is_open, _CLOSE.format("pool")),
    _open("asyncpg", "Connection", _is_not("is_closed"), _CLOSED, "asyncpg.pool", "sqlalchemy"),
    _open("psycopg", "AsyncConnection", _is_not("closed"), _CLOSED, "psycopg_pool", "sqlalchemy"),
    _open("psycopg_pool", "AsyncConnectionPool", _is_not("closed"), _CLOSE.format("pool")),
    _open("aiomysql", "Connection", _is_not("closed"), _CLOSED, "aiomysql.pool", "sqlalchemy"),
    _open("sqlalchemy.ext.asyncio", "AsyncEngine", _engine_holds, _EXIT.format("await engine.dispose()")),
    _open("sqlalchemy.ext.asyncio", "AsyncSession", _is("in_transaction"), _CLOSE.format("session")),
    _open("sqlalchemy.ext.asyncio", "AsyncConnection", _is_not("closed"), _CLOSED, _SESSION),
    _open("websockets.asyncio.client", "ClientConnection", _websocket_is_open, _CLOSED),
    _open("websockets.legacy.client", "WebSocketClientProtocol", _websocket_is_open, _CLOSED),
    _open("aio_pika", "Connection", _is_not("is_closed"), _CLOSED),
    _open("nats.aio.client", "Client", _is("is_connected"), _EXIT.format("await client.drain()")),
)
"""The classes that are known."""
_BY_NAME = {name: [one for one in CLIENTS if one.name == name] for name in {one.name for one in CLIENTS}}
