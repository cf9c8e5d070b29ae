"""The host's end of a WebSocket: it reads and writes frames, waits for messages, and ends in several ways."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from asyncproof.core import UsageError
from asyncproof.stub.websockets.errors import ABNORMAL, Disconnected
from asyncproof.stub.websockets.wire import Closed, Pinged, Ponged, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub.peers.answering import Answering
    from asyncproof.stub.websockets.connection import WebSocketConnection
    from asyncproof.stub.websockets.messages import Message
    from asyncproof.stub.websockets.wire import Event, Wire

MOST_UNREAD = 16
"""Messages that wait for the host before it stops reading, as with a real server."""


class Channel(asyncio.Protocol):
    """One WebSocket, from its handshake to its end; until it is open it only keeps what comes."""

    wire: Wire
    connection: WebSocketConnection

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop, early: bytes) -> None:
        """Take a connection over from HTTP, with the bytes that came after the handshake."""
        self.transport = transport
        self.loop = loop
        self.on_lost: list[Callable[[], object]] = []
        self._early = bytearray(early)
        self.is_begun = False
        """Whether the handshake is agreed to, so that there are frames."""
        self._messages: deque[Message] = deque()
        self._news: asyncio.Future[None] | None = None
        self._pongs: set[bytes] = set()
        self._is_gone = False
        self._writable = asyncio.Event()
        self._writable.set()
        transport.set_protocol(self)

    def begin(self, wire: Wire, connection: WebSocketConnection) -> None:
        """Speak WebSocket from here on."""
        self.wire = wire
        self.connection = connection
        self.is_begun = True
        self._flush()
        early, self._early = bytes(self._early), bytearray()
        if early:
            self.data_received(early)

    # -- what the loop calls

    def data_received(self, data: bytes) -> None:
        """Read frames."""
        if not self.is_begun:
            self._early += data
            return
        events = self.wire.feed(data)
        self._flush()
        for event in events:
            self._take(event)
        if len(self._messages) >= MOST_UNREAD:
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Hear that the client sends nothing more; the connection is closed then."""
        if self.is_begun:
            self.wire.feed_end()
            self._flush()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Hear that the connection is gone."""
        self._is_gone = True
        self._writable.set()
        if self.is_begun:
            if self.connection.is_open:
                self.connection.note(
                    "connection reset" if exc is not None else "connection ended without a close"
                )
            self.connection.ended(ABNORMAL, "")
        self._wake()
        for call in self.on_lost:
            call()
        self.on_lost.clear()

    def pause_writing(self) -> None:
        """Let senders wait until the client has read."""
        self._writable.clear()

    def resume_writing(self) -> None:
        """Let senders go on."""
        self._writable.set()

    # -- what comes

    @property
    def unread(self) -> list[Message]:
        """The messages that have come and were not received yet."""
        return list(self._messages)

    async def receive(self) -> Message:
        """Wait for the next message; raises `Disconnected` once the client is gone."""
        while not self._messages:
            self.check_there()
            await self._next()
        message = self._messages.popleft()
        if len(self._messages) == MOST_UNREAD // 4:
            self.transport.resume_reading()
        return message

    async def quiet(self) -> None:
        """Wait until the client has closed, or a message has come."""
        while not self._messages and self.connection.is_open:
            await self._next()

    def check_there(self) -> None:
        """Raise `Disconnected` if the client is gone."""
        if not self.connection.is_open:
            raise Disconnected(self.connection.close_code or ABNORMAL, self.connection.close_reason)
        if not self.wire.is_open:
            raise UsageError("the host has closed this WebSocket itself; nothing more comes or goes.")

    async def ping(self, data: bytes) -> None:
        """Send a ping and wait for its pong."""
        self.check_there()
        self.wire.ping(data)
        self.connection.note("host pings")
        self._flush()
        while data not in self._pongs:
            self.check_there()
            await self._next()
        self._pongs.discard(data)

    # -- what is sent

    async def send(self, message: Message, fragments: int = 1) -> None:
        """Send a message, and wait while the client is too slow to take it."""
        self.check_there()
        self.wire.send(message, fragments)
        self.connection.said(message)
        self._flush()
        await self._writable.wait()

    def close(self, code: int, reason: str) -> None:
        """Begin to close, unless it is closed already."""
        if self.wire.is_open and not self._is_gone:
            self.wire.close(code, reason)
            self._messages.clear()  # what comes now crosses the close on its way, and nobody reads it
            self.transport.resume_reading()
            self.connection.note(f"host closes: {code}" + (f" {reason!r}" if reason else ""))
            self._flush()

    def send_raw(self, data: bytes) -> None:
        """Send bytes that need not be frames."""
        self.check_there()
        self.connection.note(f"host: {len(data)} bytes of garbage")
        self.transport.write(data)

    def hang_up(self) -> None:
        """End the connection without a close."""
        self.connection.note("host hangs up")
        self.transport.close()

    def cut(self) -> None:
        """Reset the connection after what was sent."""
        self.connection.note("host resets the connection")
        connection = self.transport.get_extra_info("connection")
        if connection is None:  # a host on a real port
            self.transport.abort()
        else:
            connection.reset(after=connection.bytes_to_client)

    # -- what an HTTP reply needs of a connection

    async def drained(self) -> None:
        """Wait until the client has read enough."""
        await self._writable.wait()

    def done(self, exchange: Answering, *, close: bool) -> None:
        """End the connection: after a handshake that was answered by HTTP nothing follows."""
        del exchange, close
        self.transport.close()

    # -- how it works

    def _take(self, event: Event) -> None:
        if isinstance(event, Said):
            self.connection.heard(event.message)
            if self.wire.is_open or self.wire.closed_by_client:
                self._messages.append(event.message)
        elif isinstance(event, Closed):
            reason = f" {event.reason!r}" if event.reason else ""
            self.connection.note(f"client closes: {event.code}{reason}")
            self.connection.ended(event.code, event.reason)
        elif isinstance(event, Pinged):
            self.connection.note("client pings, host pongs")
        elif isinstance(event, Ponged):
            self.connection.note("client pongs")
            self._pongs.add(event.data)
        else:
            self.connection.note(f"client sent what is no WebSocket: {event.why}")

    def _flush(self) -> None:
        """Send what the protocol has to say."""
        for data in self.wire.take():
            if data:
                self.transport.write(data)
            elif self.transport.can_write_eof():
                self.transport.write_eof()
            else:
                self.transport.close()

    async def _next(self) -> None:
        """Wait until something comes."""
        if self._news is None:
            self._news = self.loop.create_future()
        await asyncio.shield(self._news)

    def _wake(self) -> None:
        if self._news is not None:
            self._news.set_result(None)
        self._news = None
