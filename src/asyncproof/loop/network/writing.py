"""The writing half of a memory transport: its buffer, its limits, and when the protocol has to pause."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from asyncproof.loop.network.direction import Direction, Kind
from asyncproof.loop.network.lifetime import Lifetime
from asyncproof.loop.network.waiters import settle

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable

HIGH_WATER = 64 * 1024


class WritingHalf(Lifetime):
    """Writes into a direction; what the direction has no room for waits here, and the protocol is paused."""

    out: Direction

    def __init__(self, *args: Any) -> None:
        """Start with an empty buffer and asyncio's limits."""
        super().__init__(*args)
        self._backlog: deque[bytes] = deque()
        self._backlog_size = 0
        self._ended = False
        self._reset = False
        self._speaks_tls = False
        self._protocol_paused = False
        self._flush_waiters: list[asyncio.Future[None]] = []
        self.set_write_buffer_limits()

    # -- the transport's interface

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send bytes, or keep them until there is room."""
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f"data argument must be a bytes-like object, not {type(data).__name__!r}")
        if self._ended:
            raise RuntimeError("Cannot call write() after write_eof()")
        if not data:
            return
        if self._lost_writes:
            self._count_lost_write()
        elif self._reset:
            self._fatal_error(BrokenPipeError(32, "Broken pipe"), "Fatal write error on memory transport")
        else:
            self._send(bytes(data))

    def writelines(self, list_of_data: Iterable[bytes | bytearray | memoryview]) -> None:
        """Send several runs of bytes as one."""
        self.write(b"".join(list_of_data))

    def can_write_eof(self) -> bool:
        """Say whether one half can be closed: not where the loop speaks TLS."""
        return not self._speaks_tls

    def write_eof(self) -> None:
        """Close the writing half after what is still to be sent."""
        if self._speaks_tls:
            raise NotImplementedError
        if self._closing or self._ended:
            return
        self._ended = True
        if not self._backlog:
            self.out.signal(Kind.END)

    def get_write_buffer_size(self) -> int:
        """Return how many bytes wait for room."""
        return self._backlog_size

    def get_write_buffer_limits(self) -> tuple[int, int]:
        """Return the low and the high water mark."""
        return (self._low, self._high)

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Set at how many waiting bytes the protocol is paused, and at how few it is resumed."""
        if high is None:
            high = HIGH_WATER if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
        self._high, self._low = high, low
        self._maybe_pause_protocol()

    async def flushed(self) -> None:
        """Wait until nothing waits for room any more."""
        if self._lost_writes:
            raise ConnectionError("Connection is closed by peer")
        if self._backlog:
            waiter = self._loop.create_future()
            self._flush_waiters.append(waiter)
            await waiter

    # -- how it works

    def writable(self) -> None:
        """Send what waited, now that there is room."""
        if self._lost_writes or not self._backlog:
            return
        while self._backlog:
            data = self._backlog[0]
            taken = self.out.send(data)
            self._backlog_size -= taken
            if taken < len(data):
                self._backlog[0] = data[taken:]
                break
            self._backlog.popleft()
        self._maybe_resume_protocol()
        if not self._backlog:
            self._on_flushed()

    def _send(self, data: bytes) -> None:
        if not self._backlog:
            taken = self.out.send(data)
            if taken == len(data):
                return
            data = data[taken:]
        self._backlog.append(data)
        self._backlog_size += len(data)
        self._maybe_pause_protocol()

    def _on_flushed(self) -> None:
        self._end_flush_waits(None)
        if self._closing:
            self._lost_writes += 1
            self._lose(None)
        elif self._ended:
            self.out.signal(Kind.END)

    def _end_flush_waits(self, error: ConnectionError | None) -> None:
        waiters, self._flush_waiters = self._flush_waiters, []
        for waiter in waiters:
            settle(waiter, error)

    def _has_unsent(self) -> bool:
        return bool(self._backlog)

    def _drop_unsent(self) -> None:
        self._backlog.clear()
        self._backlog_size = 0
        self._end_flush_waits(ConnectionError("Connection is closed by peer"))

    def _maybe_pause_protocol(self) -> None:
        if self._backlog_size > self._high and not self._protocol_paused:
            self._protocol_paused = True
            self._tell_protocol("pause_writing")

    def _maybe_resume_protocol(self) -> None:
        if self._protocol_paused and self._backlog_size <= self._low:
            self._protocol_paused = False
            self._tell_protocol("resume_writing")

    def _tell_protocol(self, what: str) -> None:
        try:
            getattr(self._protocol, what)()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:  # noqa: BLE001 - as asyncio: a protocol's failure is reported, not spread
            self._loop.call_exception_handler(
                {
                    "message": f"protocol.{what}() failed",
                    "exception": exc,
                    "transport": self,
                    "protocol": self._protocol,
                }
            )
