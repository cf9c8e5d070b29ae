"""Sockets connected by `sock_connect`: held until a transport takes over, fit for `sock_recv` meanwhile."""

from __future__ import annotations

import asyncio
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.loop.network.waiters import settle

if TYPE_CHECKING:
    import socket

    from asyncproof.loop.network.stream import MemoryTransport


@dataclass
class Held:
    """The connection that a socket stands for, and who reads from it by hand."""

    end: MemoryTransport
    farewell: weakref.finalize[Any, Any]
    reader: Reader | None = None


class HeldSockets:
    """Knows which real, unconnected sockets stand for connections in memory."""

    def __init__(self) -> None:
        """Start with none."""
        self._held: weakref.WeakKeyDictionary[socket.socket, Held] = weakref.WeakKeyDictionary()

    def __contains__(self, sock: object) -> bool:
        """Say whether a socket stands for a connection in memory."""
        return sock in self._held

    def hold(self, sock: socket.socket, end: MemoryTransport) -> None:
        """Let a socket stand for a connection; if it is dropped, the connection is."""
        farewell = weakref.finalize(sock, end.abandon)
        farewell.atexit = False
        self._held[sock] = Held(end, farewell)

    def release(self, sock: socket.socket) -> MemoryTransport:
        """Return the connection of a socket, which is closed: a transport takes over."""
        held = self._held.pop(sock)
        held.farewell.detach()
        sock.close()
        if held.reader is not None:
            held.end.unread(held.reader.take(None))
        return held.end

    def reader(self, sock: socket.socket) -> Reader:
        """Return what reads from the connection of a socket."""
        held = self._held[sock]
        if held.reader is None:
            held.reader = Reader(held.end)
            held.end.begin(held.reader)
            held.end.pause_reading()
        return held.reader


class Reader(asyncio.Protocol):
    """Reads when it is asked to and no further, as `sock_recv` does."""

    def __init__(self, end: MemoryTransport) -> None:
        """Read from one end."""
        self._end = end
        self._bytes = bytearray()
        self._ended = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None

    async def receive(self, size: int) -> bytes:
        """Return at least one byte, or nothing at the end."""
        while not self._bytes and not self._ended and self._error is None:
            self._waiter = self._end._loop.create_future()
            self._end.resume_reading()
            try:
                await self._waiter
            finally:
                self._end.pause_reading()
                self._waiter = None
        if not self._bytes and self._error is not None:
            raise self._error
        return self.take(size)

    async def send(self, data: bytes) -> None:
        """Send bytes and wait until they are taken."""
        if self._error is not None:
            raise self._error
        self._end.write(data)
        await self._end.flushed()

    def take(self, size: int | None) -> bytes:
        """Return bytes that were read."""
        data = bytes(self._bytes[:size])
        del self._bytes[: len(data)]
        return data

    def data_received(self, data: bytes) -> None:
        """Keep what has come."""
        self._bytes += data
        self._end.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        """Note the end, and stay open for sending."""
        self._ended = True
        self._wake()
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        """Note the end, or what broke the connection off."""
        self._ended, self._error = True, exc
        self._wake()

    def _wake(self) -> None:
        settle(self._waiter)
