"""The server object in memory: it behaves as `asyncio.Server` does in the running version of Python."""

from __future__ import annotations

import asyncio
import sys
import warnings
from typing import TYPE_CHECKING, Any

from asyncproof.loop.network.waiters import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.loop.network.arrivals import ArrivalLoop
    from asyncproof.loop.network.listener import Listener
    from asyncproof.loop.network.memory_socket import MemorySocket
    from asyncproof.loop.network.registry import Registry
    from asyncproof.loop.network.stream import MemoryTransport

WAITS_FOR_CONNECTIONS = sys.version_info >= (3, 12)
"""Whether `wait_closed` waits until the last connection is gone; before Python 3.12 it returned at once."""


class MemoryServer(asyncio.AbstractServer):
    """Owns listeners, opens and closes them, and keeps account of the connections that came through them."""

    def __init__(
        self,
        loop: ArrivalLoop,
        registry: Registry,
        listeners: Sequence[Listener],
        sockets: Sequence[MemorySocket],
    ) -> None:
        """Take over listeners that are bound and not open yet."""
        self._loop = loop
        self._registry = registry
        self._listeners = list(listeners)
        self._sockets: tuple[MemorySocket, ...] | None = tuple(sockets)
        self._clients: dict[MemoryTransport, None] = {}
        self._serving = False
        self._waiters: list[asyncio.Future[None]] | None = []
        self._forever: asyncio.Future[None] | None = None
        for listener in self._listeners:
            listener.server = self

    def __repr__(self) -> str:
        """Show the listening sockets."""
        return f"<{type(self).__name__} sockets={self.sockets!r}>"

    def __del__(self) -> None:
        """Warn of a server that nobody closed, as a real listening socket does."""
        if self._sockets:
            warnings.warn(f"unclosed server {self!r}", ResourceWarning, stacklevel=2, source=self)

    @property
    def sockets(self) -> tuple[Any, ...]:
        """The listening sockets; none once the server is closed."""
        return self._sockets or ()

    def get_loop(self) -> asyncio.AbstractEventLoop:
        """Return the loop that the server is served by."""
        return self._loop

    def is_serving(self) -> bool:
        """Say whether connections are accepted."""
        return self._serving

    def attach(self, transport: MemoryTransport) -> None:
        """Count a connection in until it is lost."""
        self._clients[transport] = None

        def detach() -> None:
            self._clients.pop(transport, None)
            if self._sockets is None and not self._clients:
                self._wake()

        transport.on_lost.append(detach)

    def close(self) -> None:
        """Stop listening; connections that are there stay."""
        if self._sockets is None:
            return
        self._sockets = None
        self._serving = False
        for listener in self._listeners:
            self._registry.unbind(listener)
        if self._forever is not None and not self._forever.done():
            self._forever.cancel()
            self._forever = None
        if not self._clients:
            self._wake()

    if sys.version_info >= (3, 13):

        def close_clients(self) -> None:
            """Close all connections."""
            for transport in list(self._clients):
                transport.close()

        def abort_clients(self) -> None:
            """Abort all connections."""
            for transport in list(self._clients):
                transport.abort()

    def open(self) -> None:
        """Begin to accept connections."""
        if self._sockets is None:
            raise RuntimeError(f"server {self!r} is closed")
        self._serving = True
        for listener in self._listeners:
            listener.open = True

    async def start_serving(self) -> None:
        """Begin to accept connections."""
        self.open()
        await asyncio.sleep(0)

    async def serve_forever(self) -> None:
        """Accept connections until cancelled, then close."""
        if self._forever is not None:
            raise RuntimeError(f"server {self!r} is already being awaited on serve_forever()")
        self.open()
        self._forever = self._loop.create_future()
        try:
            await self._forever
        except asyncio.CancelledError:
            self.close()
            await self.wait_closed()
            raise
        finally:
            self._forever = None

    async def wait_closed(self) -> None:
        """Wait until the server is closed and, from Python 3.12 on, its connections are gone."""
        if self._waiters is None or (self._sockets is None and not WAITS_FOR_CONNECTIONS):
            return
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        await waiter

    def _wake(self) -> None:
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            settle(waiter)
