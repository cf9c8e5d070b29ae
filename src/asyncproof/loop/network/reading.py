"""The reading half of a memory transport: what has arrived, what the protocol is given, and when."""

from __future__ import annotations

import asyncio
import errno
from collections import deque
from typing import TYPE_CHECKING, Any

from asyncproof.loop.network.direction import LARGEST_READ, Direction, Kind
from asyncproof.loop.network.writing import WritingHalf

if TYPE_CHECKING:
    from contextvars import Context

    from asyncproof.loop.network.tls import Hello


class ReadingHalf(WritingHalf):
    """Reads from a direction; what the protocol does not read yet is kept, in order, and takes up room."""

    into: Direction
    context: Context

    def __init__(self, *args: Any) -> None:
        """Start before `connection_made`, with nothing read."""
        super().__init__(*args)
        self._inbox: deque[tuple[Kind, Any]] = deque()
        self._started = False
        self._paused = False
        self._read_scheduled = False
        self._left_unread = False
        self._saw_end = False

    # -- the transport's interface

    def is_reading(self) -> bool:
        """Say whether the protocol is given what arrives."""
        return not self._closing and not self._paused

    def pause_reading(self) -> None:
        """Keep what arrives until reading is resumed."""
        if self.is_reading():
            self._paused = True

    def resume_reading(self) -> None:
        """Give the protocol what arrives, first what was kept."""
        if not self._closing and self._paused:
            self._paused = False
            self._schedule_read()

    # -- what arrives

    def arrived(self, kind: Kind, content: Any) -> None:
        """Take what has arrived at this end."""
        if kind is Kind.HELLO:
            self._hello_arrived(content)
            return
        if self._lost:
            self._refuse_late(kind)
            return
        if kind is Kind.RESET:
            self._reset_arrived()
        if kind is not Kind.DATA:
            self._broken_off(content)
        if self._closing:
            self._left_unread = self._left_unread or kind is Kind.DATA
        elif self._started and not self._paused and not self._inbox:
            self._read(kind, content)
        else:
            self._keep(kind, content)

    def unread(self, data: bytes) -> None:
        """Put bytes back in front of what has arrived."""
        if data:
            self._inbox.appendleft((Kind.DATA, data))
            self.into.kept(len(data))

    def _hello_arrived(self, hello: Hello) -> None:
        """Hear that the other end begins TLS, or agrees to it."""

    def _broken_off(self, error: BaseException | None) -> None:
        """Hear that the stream has ended or was reset, perhaps in the middle of a handshake."""

    def _refuse_late(self, kind: Kind) -> None:
        """Answer bytes that arrive after the end as the system does: with a reset."""
        if kind is Kind.DATA:
            self.out.signal(Kind.RESET, ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"))

    def _reset_arrived(self) -> None:
        self._reset = True
        if self._backlog and not self._lost_writes:
            self._fatal_error(
                ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"),
                "Fatal write error on memory transport",
            )

    def _keep(self, kind: Kind, content: Any) -> None:
        self._inbox.append((kind, content))
        if kind is Kind.DATA:
            self.into.kept(len(content))
        self._show_readable()

    def _show_readable(self) -> None:
        self._socket.show_readable(readable=self._saw_end or bool(self._inbox))

    # -- what the protocol is given

    def _schedule_read(self) -> None:
        if self._inbox and self._started and not self._read_scheduled:
            self._read_scheduled = True
            self._loop.arrive(self.into.kept_source, self.context.run, self._read_kept)

    def _read_kept(self) -> None:
        self._read_scheduled = False
        if not self._started or not self.is_reading() or not self._inbox:
            return
        kind, content = self._inbox.popleft()
        if kind is Kind.DATA:
            content = self._gather(content)
            self.into.read(len(content))
        self._show_readable()
        self._read(kind, content)
        if self.is_reading():
            self._schedule_read()

    def _gather(self, first: bytes) -> bytes:
        """Join the bytes that have arrived, as far as one read of a socket would."""
        parts, size = [first], len(first)
        while (
            self._inbox and self._inbox[0][0] is Kind.DATA and size + len(self._inbox[0][1]) <= LARGEST_READ
        ):
            data = self._inbox.popleft()[1]
            parts.append(data)
            size += len(data)
        return first if len(parts) == 1 else b"".join(parts)

    def _read(self, kind: Kind, content: Any) -> None:
        if kind is Kind.DATA:
            if isinstance(self._protocol, asyncio.BufferedProtocol):
                self._read_into_buffer(content)
            else:
                self._call_protocol("data_received", content)
        elif kind is Kind.END:
            self._read_end()
        elif not self._saw_end:
            # after the end nobody reads any more: asyncio notices the reset when it writes again
            self._fatal_error(content, "Fatal read error on memory transport")

    def _read_into_buffer(self, data: bytes) -> None:
        ok, buffer = self._call_protocol("get_buffer", -1)
        size = min(len(buffer), len(data)) if ok else 0
        self._left_unread = size == 0
        if not ok:
            return
        if not size:
            error = RuntimeError("get_buffer() returned an empty buffer")
            self._fatal_error(error, "Fatal error: protocol.get_buffer() call failed.")
            return
        memoryview(buffer).cast("B")[:size] = data[:size]
        self.unread(data[size:])
        self._call_protocol("buffer_updated", size)
        if self.is_reading():
            self._schedule_read()

    def _read_end(self) -> None:
        self._saw_end = True
        self._show_readable()
        ok, keep_open = self._call_protocol("eof_received")
        if ok and (self._speaks_tls or not keep_open):
            self.close()

    def _call_protocol(self, what: str, *args: Any) -> tuple[bool, Any]:
        """Call the protocol; its failure is fatal for the connection."""
        try:
            return True, getattr(self._protocol, what)(*args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:  # noqa: BLE001 - as asyncio: it is reported and ends the connection
            self._fatal_error(exc, f"Fatal error: protocol.{what}() call failed.")
            return False, None
