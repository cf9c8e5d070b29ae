"""A host at the other end of a connection: takes requests, has them answered in their order."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Protocol, cast

from asyncproof.stub.peers.answering import Answering
from asyncproof.stub.peers.parsing import BadRequest, Message, RequestReader, headers_of
from asyncproof.stub.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub.address import Address

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
REFUSED = b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class Audience(Protocol):
    """Who decides what is answered."""

    def answer(self, exchange: Answering) -> None:
        """Answer a request."""
        ...

    def upgrade(self, peer: HttpPeer, request: Request, rest: bytes) -> None:
        """Take over a connection that is to be something else than HTTP from here on."""
        ...

    def not_http(self, address: Address, data: bytes, why: str) -> None:
        """Note that a client sent what is no HTTP."""
        ...


class HttpPeer(asyncio.Protocol):
    """One connection to a host."""

    def __init__(self, address: Address, audience: Audience) -> None:
        """Serve an address; every request goes to the audience."""
        self.address = address
        self.transport: asyncio.Transport
        self.loop: asyncio.AbstractEventLoop
        self.on_lost: list[Callable[[], object]] = []
        self._audience = audience
        self._reader = RequestReader(self._head, self._request)
        self._queue: deque[Answering] = deque()
        self._upgraded: Request | None = None
        self._writable = asyncio.Event()
        self._writable.set()

    # -- what the loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self.transport = cast("asyncio.Transport", transport)
        self.loop = asyncio.get_running_loop()

    def data_received(self, data: bytes) -> None:
        """Read requests."""
        try:
            rest = self._reader.feed(data)
        except BadRequest as error:
            self._audience.not_http(self.address, data, str(error))
            self.transport.write(REFUSED)
            self.transport.close()
            return
        if rest is not None and self._upgraded is not None:
            self._audience.upgrade(self, self._upgraded, rest)

    def connection_lost(self, exc: BaseException | None) -> None:  # noqa: ARG002 - as asyncio calls it
        """Stop whatever is still being answered."""
        self._writable.set()
        for exchange in self._queue:
            exchange.abandon()
        self._queue.clear()
        for call in self.on_lost:
            call()
        self.on_lost.clear()

    def pause_writing(self) -> None:
        """Let streams wait until the client has read."""
        self._writable.clear()

    def resume_writing(self) -> None:
        """Let streams go on."""
        self._writable.set()

    async def drained(self) -> None:
        """Wait until the client has read enough."""
        await self._writable.wait()

    # -- requests

    def _head(self, message: Message) -> None:
        for name, value in message.headers:
            if name.lower() == "expect" and value.lower() == "100-continue":
                self.transport.write(CONTINUE)

    def _request(self, message: Message) -> None:
        target = message.target.decode("latin-1")
        url = target if "://" in target else f"{self.address.origin}{target}"
        request = Request(message.method, url, headers_of(message), bytes(message.content), self.loop.time())
        if message.upgrade:
            self._upgraded = request
            return
        self._queue.append(Answering(self, request, message))
        if len(self._queue) == 1:
            self._audience.answer(self._queue[0])

    def done(self, exchange: Answering, *, close: bool) -> None:
        """Go on with the next request that is waiting, or end the connection."""
        if self._queue and self._queue[0] is exchange:
            self._queue.popleft()
        if close:
            self.transport.close()
        elif self._queue and not self.transport.is_closing():
            self.loop.call_soon(self._answer_next, self._queue[0])

    def _answer_next(self, exchange: Answering) -> None:
        if self._queue and self._queue[0] is exchange:
            self._audience.answer(exchange)
