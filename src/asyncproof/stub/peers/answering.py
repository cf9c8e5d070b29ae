"""One request and its answer on the wire: heads, chunks, timers and tasks, and ends that come too soon."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine, Sequence

    from asyncproof.stub.peers.parsing import Message
    from asyncproof.stub.request import Request

BODYLESS = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})


class Line(Protocol):
    """The connection that a request came over."""

    transport: asyncio.Transport
    loop: asyncio.AbstractEventLoop

    async def drained(self) -> None:
        """Wait until the client has read enough."""
        ...

    def done(self, exchange: Answering, *, close: bool) -> None:
        """Go on with the next request, or close."""
        ...


class Answering:
    """The exchange that a reply is played on."""

    talk: Sequence[tuple[float, str]] = ()
    """What is said after the answer, for those that go on as something else than HTTP."""

    def __init__(self, peer: Line, request: Request, message: Message) -> None:
        """Answer a request that came over this peer's connection."""
        self.request = request
        self.on_error: Callable[[BaseException], object] | None = None
        self.begun = False
        """Whether bytes of the answer are on their way."""
        self._peer = peer
        self._keep_alive = message.keep_alive
        self._chunks = message.version != "1.0"
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    # -- what is sent

    def has_body(self, status: int) -> bool:
        """Say whether a reply of this status to this request has a body at all."""
        return self.request.method != "HEAD" and status not in BODYLESS

    def head(
        self,
        status: int,
        words: str,
        fields: list[tuple[str, str]],
        length: int | None,
        *,
        close: bool = False,
    ) -> bytes:
        """Return the status line and the headers of a reply; without a length it is sent in chunks."""
        named = {name.lower() for name, _ in fields}
        lines = [f"HTTP/1.1 {status} {words}"]
        if status not in BODYLESS and not named & {"content-length", "transfer-encoding"}:
            if length is not None:
                lines.append(f"content-length: {length}")
            elif self._chunks and self.has_body(status):
                lines.append("transfer-encoding: chunked")
        if (close or not self._keep_alive) and "connection" not in named:
            lines.append("connection: close")
        lines += [f"{name}: {value}" for name, value in fields]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.begun = True
        if not self._peer.transport.is_closing():
            self._peer.transport.write(data)

    async def body(self, data: bytes, *, chunked: bool) -> None:
        """Send a part of the body, and wait while the client is too slow to take it."""
        if data:
            self.write(b"%x\r\n%b\r\n" % (len(data), data) if chunked and self._chunks else data)
        await self._peer.drained()

    # -- how it ends

    def finish(self, *, close: bool = False, chunked: bool = False) -> None:
        """End the answer; the connection is kept for the next request unless it is to be closed."""
        if chunked and self._chunks:
            self.write(b"0\r\n\r\n")
        until_the_end = chunked and not self._chunks
        self._peer.done(self, close=close or until_the_end or not self._keep_alive)

    def reset(self) -> None:
        """Break the connection off after what was sent."""
        transport = self._peer.transport
        connection = transport.get_extra_info("connection")
        if connection is None:
            transport.abort()
        else:
            connection.reset(after=connection.bytes_to_client)

    def hang_up(self) -> None:
        """Close the connection after what was sent, whatever was promised."""
        self._peer.done(self, close=True)

    # -- what takes its time

    def later(self, seconds: float, call: Callable[..., object], *args: Any) -> None:
        """Call something after so many seconds, unless the client has gone by then."""
        if seconds:
            self._timer = self._peer.loop.call_later(seconds, self._call, call, *args)
        else:
            self._call(call, *args)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run work of the host, until the client goes."""
        self._task = self._peer.loop.create_task(work, name=f"the host's answer to {self.request}")
        self._task.add_done_callback(self._worked)

    def abandon(self) -> None:
        """Stop, because the client is gone."""
        if self._timer is not None:
            self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _call(self, call: Callable[..., object], *args: Any) -> None:
        self._timer = None
        try:
            call(*args)
        except Exception as error:  # noqa: BLE001 - a handler of the test's may raise anything
            self._failed(error)

    def _worked(self, task: asyncio.Task[None]) -> None:
        self._task = None
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed(error)

    def _failed(self, error: BaseException) -> None:
        if self.on_error is None:
            raise error
        self.on_error(error)
