"""A stream transport in memory: one end of a connection, as asyncio's selector transport would be."""

from __future__ import annotations

import errno
import weakref
from typing import TYPE_CHECKING, Any

from asyncproof.loop.network.direction import Direction, Kind
from asyncproof.loop.network.handshake import Handshake, Tls
from asyncproof.loop.network.memory_socket import Address, MemorySocket
from asyncproof.loop.network.reading import ReadingHalf
from asyncproof.loop.network.tls import Hello, MemorySSLObject, extra_info
from asyncproof.loop.network.waiters import settle

if TYPE_CHECKING:
    import asyncio
    import ssl
    from contextvars import Context

    from asyncproof.loop.network.arrivals import ArrivalLoop


class MemoryTransport(ReadingHalf):
    """One end of a connection in memory."""

    _extra: dict[str, Any]

    def __init__(
        self,
        loop: ArrivalLoop,
        *,
        address: Address,
        peer: Address,
        out: Direction,
        into: Direction,
        server: Address,
        context: Context,
        tls: Tls = Tls.REFUSED,
        ssl_context: ssl.SSLContext | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        """Make an end that keeps what arrives until `begin` gives it a protocol."""
        socket = MemorySocket(address, peer)
        super().__init__(loop, socket, {"peername": peer, **(extra or {})})
        socket.owner = weakref.ref(self)
        self.context = context
        self.out = out
        self.into = into
        out.sender = into.receiver = self
        self._handshake = Handshake(out, tls, ssl_context, where=_where(server), on_agreed=self._on_agreed)
        self._later: asyncio.BaseProtocol | None = None

    # -- beginning

    def begin(self, protocol: asyncio.BaseProtocol, waiter: asyncio.Future[None] | None = None) -> None:
        """Give the end its protocol: `connection_made` comes next, then whatever has arrived."""
        if self._handshake.awaited:
            self._later = protocol
            return
        self._protocol = protocol
        self._started = self._paused = False
        self._loop.call_soon(self._made, protocol, waiter, context=self.context)

    def _made(self, protocol: asyncio.BaseProtocol, waiter: asyncio.Future[None] | None) -> None:
        if self._lost:
            settle(waiter, ConnectionAbortedError(errno.ECONNABORTED, "closed before it was begun"))
            return
        try:
            protocol.connection_made(self)
        finally:
            self._started = True
            self._schedule_read()
            settle(waiter)

    # -- TLS

    async def start_tls(
        self,
        context: ssl.SSLContext,
        *,
        server_side: bool = False,
        server_hostname: str | None = None,
        timeout: float | None = None,
        by_loop: bool = True,
    ) -> MemorySSLObject | None:
        """Agree with the other end that TLS is spoken from here on; closes the connection if that fails.

        `by_loop`: behave as asyncio's own transport for TLS, not as one that somebody does TLS upon.
        """
        try:
            if server_side:
                await self._handshake.expect(context, timeout)
                return None
            agreed = await self._handshake.begin(context, server_hostname, timeout)
        except BaseException:
            self.abandon()
            raise
        self._extra.update(extra_info(agreed))
        self._speaks_tls = by_loop
        return agreed

    def _on_agreed(self, agreed: MemorySSLObject) -> None:
        self._extra.update(extra_info(agreed))
        self._speaks_tls = True
        protocol, self._later = self._later, None
        if protocol is not None:
            self.begin(protocol)

    def _hello_arrived(self, hello: Hello) -> None:
        if not self._closing:
            self._handshake.arrived(hello)

    def _broken_off(self, error: BaseException | None) -> None:
        self._handshake.broken_off(error)
        if self._handshake.awaited:
            self.abort()

    def arrived(self, kind: Kind, content: Any) -> None:
        """Take what has arrived; plain bytes where TLS is spoken end the connection."""
        if kind is Kind.DATA and self._handshake.awaited and not self._closing:
            self._left_unread = True
            self.abort()
            return
        super().arrived(kind, content)

    # -- ending

    def reset(self, error: ConnectionResetError) -> None:
        """Break the connection off at this end, as when the system hears of a reset."""
        if self._started and not self._lost:
            self._handshake.broken_off(error)
            self._fatal_error(error, "Fatal read error on memory transport")
        else:
            self.arrived(Kind.RESET, error)

    def _shut(self) -> None:
        if self._left_unread or any(kind is Kind.DATA for kind, _ in self._inbox):
            self.out.signal(Kind.RESET, ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"))
        else:
            self.out.signal(Kind.END)
        self._inbox.clear()


def _where(address: Address) -> str:
    return f"{address[0]}:{address[1]}" if isinstance(address, tuple) else str(address)
