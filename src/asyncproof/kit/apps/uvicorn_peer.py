"""The server half for ASGI apps: uvicorn's own protocols; the only file that knows uvicorn.

Of uvicorn are used: `Config` with its options, `ServerState`, and the protocol classes that `Config` chooses,
called as uvicorn's own server calls them. Left out is what needs a process of its own: sockets, signals, and
the tick that writes a `Date` header from the real clock.
"""

from __future__ import annotations

import asyncio
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.kit.apps.frameworks import listen
from asyncproof.kit.apps.lifespan import Lifespan
from asyncproof.kit.apps.watched import WatchedApp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.kit.apps.journal import Journal
    from asyncproof.kit.apps.options import Options
    from asyncproof.kit.apps.watched import App

OLDEST = (0, 34)
INSTALL = "Install asyncproof[kit], or uvicorn>=0.34, httptools and websockets."


class UvicornPeer:
    """Serves an ASGI app with uvicorn's protocols."""

    def __init__(self, app: App, journal: Journal, options: Options) -> None:
        """Load uvicorn's protocols; raises `UsageError` if it is missing or too old."""
        self._journal = journal
        self._grace = options.grace
        self._config = _configure(WatchedApp(app, journal), options)
        self._state = _server_state(self._config)
        self._lifespan = Lifespan(app, journal, grace=options.grace)
        self._app = app
        self._with_lifespan = options.lifespan

    @property
    def state(self) -> dict[str, Any]:
        """What the lifespan gives to every request."""
        return self._lifespan.state

    def protocol(self) -> asyncio.BaseProtocol:
        """Make the protocol of a new connection."""
        protocol: asyncio.BaseProtocol = self._config.http_protocol_class(
            config=self._config, server_state=self._state, app_state=self._lifespan.state
        )
        return protocol

    async def start(self) -> None:
        """Start the app."""
        if self._with_lifespan:
            await self._lifespan.start()
        self._listening = listen(self._app, self._journal)

    async def stop(self) -> None:
        """End connections, then what the app is still at, then the app."""
        for connection in list(self._state.connections):
            connection.shutdown()
        await self.wait_idle(self._grace)
        if self._state.tasks:
            self._journal.leave_behind()
            for task in self._state.tasks:
                task.cancel()
            await self.wait_idle(self._grace)
        await self._lifespan.stop()
        self._listening.close()
        for connection in list(self._state.connections):
            connection.transport.close()
        await asyncio.sleep(0)

    async def wait_idle(self, timeout: float | None = None) -> None:
        """Wait until all requests that have come in are done, with their background work."""
        if self._state.tasks:
            await asyncio.wait(set(self._state.tasks), timeout=timeout)


def _configure(app: WatchedApp, options: Options) -> Any:
    uvicorn = _import_uvicorn()
    config = uvicorn.Config(
        app,
        ws=_websockets() or "none",
        interface="asgi3",
        lifespan="off",  # ours tells the app's own exceptions
        log_config=None,
        server_header=False,
        date_header=False,
        headers=list(options.headers.items()),
        root_path=options.root_path,
        # An infinite timer is never due: a stuck test is found stuck at once, and no idle client is cut off.
        timeout_keep_alive=float("inf") if options.keep_alive is None else options.keep_alive,
        ws_ping_interval=options.ping_interval,
    )
    config.load()
    return config


def _server_state(config: Any) -> Any:
    from uvicorn.server import ServerState  # noqa: PLC0415 - after the check for uvicorn

    state = ServerState()
    state.default_headers = config.encoded_headers
    return state


def _import_uvicorn() -> Any:
    try:
        import uvicorn  # noqa: PLC0415 - it is an extra
    except ImportError as error:
        raise UsageError(f"ASGI apps are served by uvicorn's protocols, but: {error}. {INSTALL}") from error
    version = tuple(int(part) for part in uvicorn.__version__.split(".")[:2])
    if version < OLDEST:
        raise UsageError(f"uvicorn {uvicorn.__version__} is too old to serve apps in tests. {INSTALL}")
    return uvicorn


def _websockets() -> Any:
    """Return the protocol for WebSockets that this uvicorn prefers; None if it has no library for them."""
    with _old_ways_allowed():
        from uvicorn.protocols.websockets.auto import AutoWebSocketsProtocol as Preferred  # noqa: PLC0415 - as above

    if Preferred is None or not Preferred.__module__.startswith("uvicorn.protocols.websockets.websockets_"):
        return Preferred

    class Calm(Preferred):  # type: ignore[misc, valid-type] # it is a class in all versions
        """Refuses without a `Date` from the real clock, and is not warned of by websockets."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            with _old_ways_allowed():
                super().__init__(*args, **kwargs)
            if hasattr(self, "conn"):
                self._refuse, self.conn.reject = self.conn.reject, self._refuse_undated

        def _refuse_undated(self, *args: Any) -> Any:
            response = self._refuse(*args)
            del response.headers["Date"]
            return response

    return Calm


@contextmanager
def _old_ways_allowed() -> Iterator[None]:
    """Keep quiet about what older uvicorns use of websockets, which calls it legacy."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield
