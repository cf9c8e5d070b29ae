"""Lets an engine take its connections from somewhere else, and lets it be as it was afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.kit.databases.alchemy import event
from asyncproof.kit.databases.lane import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.kit.databases.alchemy import URL, AsyncEngine
    from asyncproof.kit.databases.transaction import Transaction


class Joined:
    """Listeners that an engine has for a while."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.sync_engine
        self._listeners: list[tuple[str, Callable[..., Any]]] = []

    def listen(self, name: str, listener: Callable[..., Any], **options: Any) -> None:
        """Add a listener."""
        event.listen(self._engine, name, listener, **options)
        self._listeners.append((name, listener))

    def start(self) -> None:
        """Begin with an empty pool."""
        self._engine.dispose(close=False)

    def end(self) -> None:
        """Take the listeners away, and forget the connections that came through them."""
        for name, listener in reversed(self._listeners):
            event.remove(self._engine, name, listener)
        self._listeners.clear()
        self._engine.dispose(close=False)


def join(engine: AsyncEngine, transaction: Transaction) -> Joined:
    """Let all connections of an engine be lanes of a transaction."""

    def connects(*_: object) -> Lane:
        return transaction.open_lane()

    def before(
        connection: Any, _cursor: object, statement: str, parameters: Any, _context: object, _many: object
    ) -> tuple[str, Any]:
        lane = _lane_of(connection)
        return (statement if lane is None else transaction.before(lane, statement)), parameters

    def after(connection: Any, *_: object) -> None:
        lane = _lane_of(connection)
        if lane is not None:
            transaction.after(lane)

    def fails(context: Any) -> None:
        lane = None if context.connection is None else _lane_of(context.connection)
        if lane is not None and context.statement is not None:
            transaction.failed(lane, context.sqlalchemy_exception or context.original_exception)

    joined = Joined(engine)
    joined.listen("do_connect", connects)
    joined.listen("before_cursor_execute", before, retval=True)
    joined.listen("after_cursor_execute", after)
    joined.listen("handle_error", fails)
    joined.start()
    return joined


def redirect(engine: AsyncEngine, url: URL) -> Joined:
    """Let an engine connect to another database of the same kind."""
    arguments, options = engine.dialect.create_connect_args(url)

    def connects(dialect: Any, _record: object, _arguments: object, _options: object) -> Any:
        return dialect.connect(*arguments, **options)

    joined = Joined(engine)
    joined.listen("do_connect", connects)
    joined.start()
    return joined


def check_engine(engine: AsyncEngine, backend: str) -> None:
    """Refuse an engine that can't be led elsewhere."""
    if engine.dialect.name != backend:
        raise UsageError(
            f"bind() was given an engine for {engine.dialect.name} ({engine.url!r}), but the database of the "
            f"test is {backend}. Give database() a URL of the kind that the app uses."
        )
    pool: Any = engine.sync_engine.pool
    opened = sum(getattr(pool, name)() for name in ("checkedin", "checkedout") if hasattr(pool, name))
    if opened:
        raise UsageError(
            f"bind() was given an engine ({engine.url!r}) that has {opened} open connection(s) already: they "
            "lead to another database, and belong to the event loop that opened them. Bind it before "
            "anything uses it, or `await engine.dispose()` before."
        )


def _lane_of(connection: Any) -> Lane | None:
    """Return the lane that a connection of SQLAlchemy has, unless it was opened before."""
    lane = connection.connection.dbapi_connection
    return lane if isinstance(lane, Lane) else None
