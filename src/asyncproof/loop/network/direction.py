"""One direction of a connection: bytes and signals on their way, in order, as fast as the link is."""

from __future__ import annotations

import enum
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

from asyncproof.core.instant import Instant, from_seconds

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Context

    from asyncproof.loop.network.arrivals import ArrivalLoop
    from asyncproof.loop.network.link import Link, Side

WINDOW = 256 * 1024
"""Bytes that are taken off a sender's hands before the receiver has read them, as a kernel's buffers do."""

LARGEST_READ = 256 * 1024
"""Bytes that one `data_received` gets at most, as from asyncio's socket transport."""
_SHOWN = 60
"""Bytes that are shown of what arrives."""


class Kind(enum.Enum):
    """What can travel along a direction."""

    DATA = "data"
    END = "end"
    RESET = "reset"
    HELLO = "hello"


class End(Protocol):
    """One end of a connection, as its directions see it."""

    context: Context

    def arrived(self, kind: Kind, content: Any) -> None:
        """Take what has arrived."""
        ...

    def writable(self) -> None:
        """Send more: there is room again."""
        ...


class Parcel:
    """A run of bytes, or one signal, on its way."""

    __slots__ = ("content", "due", "kind", "size", "timed")

    def __init__(self, kind: Kind, content: Any, size: int, *, due: Instant, timed: bool) -> None:
        """Wrap what travels; the content of data is a list of byte strings."""
        self.kind = kind
        self.content = content
        self.size = size
        self.due = due
        self.timed = timed


class Direction:
    """Carries what one end sends to the other end; everything arrives through the loop, nothing overtakes."""

    sender: End
    receiver: End

    def __init__(self, loop: ArrivalLoop, link: Link, name: str, towards: Side) -> None:
        """Make the direction of connection `name` that leads towards one side."""
        self.loop = loop
        self.link = link
        self.towards = towards
        self.source = f"{name} to {towards}"
        self.kept_source = f"{self.source}, kept"
        self._sent_source = f"{self.source}, sent"
        self._room_source = f"{self.source}, room"
        self.extra_delay: Instant = 0
        self.carried = 0
        self.on_carry: Callable[[Side, bytes], None] | None = None
        self.on_risk: Callable[[Side, int], None] | None = None
        """Called before so many bytes are sent in a run in which something may fail."""
        self._on_limit: Callable[[], None] = self.silence
        self._limit: int | None = None
        self._closed = False
        self._transit: deque[Parcel] = deque()
        self._held = 0
        self._sender_waits = False
        self._room_announced = False

    def __repr__(self) -> str:
        """Show where it leads."""
        return f"<Direction {self.source}>"

    # -- the sender's side

    def send(self, data: bytes) -> int:
        """Take as many bytes as there is room for, return how many, and tell when there is room again."""
        size = min(len(data), WINDOW - self._held)
        if size < len(data):
            self._sender_waits = True
        if size > 0:
            self._held += size
            self._carry(data if size == len(data) else data[:size])
        return max(size, 0)

    def signal(self, kind: Kind, content: Any = None) -> None:
        """Send a signal after the bytes that are on their way; nothing follows an end but a reset."""
        if self._closed and kind is not Kind.RESET:
            return
        if kind is not Kind.HELLO:
            self._closed = True
        self._dispatch(kind, content, 0)

    def silence(self) -> None:
        """Carry nothing any more."""
        self._closed = True

    def limit(self, after: int, on_limit: Callable[[], None]) -> None:
        """Carry no more than `after` bytes in all; then nothing more, and `on_limit` is called."""
        self._limit = after
        self._on_limit = on_limit
        if self.carried >= after:
            on_limit()

    def _carry(self, data: bytes) -> None:
        if self.on_risk is not None and not self._closed and self.loop.faults_left > 0:
            self.on_risk(self.towards, len(data))
        if self._closed:
            self._held -= len(data)
            return
        size = len(data)
        if self._limit is not None and self.carried + size >= self._limit:
            data = data[: self._limit - self.carried]
            self._held -= size - len(data)
        self.carried += len(data)
        if self.on_carry is not None:
            self.on_carry(self.towards, data)
        self._dispatch(Kind.DATA, data, len(data))
        if self.carried == self._limit:
            self._on_limit()

    def _dispatch(self, kind: Kind, content: Any, size: int) -> None:
        link = self.link
        timed = link.timed or self.extra_delay > 0
        due = delay = 0
        if timed:
            now = from_seconds(self.loop.time())
            leaves_in = link.serialise(size, self.towards, now)
            due = now + leaves_in + link.trip(self.loop) + self.extra_delay
            if link.jitter_ns and self._transit:
                due = max(due, self._transit[-1].due)  # nothing overtakes, whatever the jitter
            delay = due - now
            if size:
                self.loop.arrive(self._sent_source, self._left, size, delay=leaves_in)
        if kind is Kind.DATA:
            if self._joins_last(size, due=due, timed=timed):
                self._transit[-1].content.append(content)
                self._transit[-1].size += size
                return
            content = [content]
        self._transit.append(Parcel(kind, content, size, due=due, timed=timed))
        self.loop.arrive(self.source, self._deliver, delay=delay)

    def _joins_last(self, size: int, *, due: Instant, timed: bool) -> bool:
        """Say whether bytes arrive with those sent just before, as they do from a kernel's buffer."""
        if not self._transit:
            return False
        last = self._transit[-1]
        same = last.kind is Kind.DATA and last.due == due and last.timed == timed
        return same and last.size + size <= LARGEST_READ

    # -- on the way

    def arriving(self) -> str:
        """Say what arrives next, for who draws a picture of the run."""
        if not self._transit:
            return self.source
        parcel = self._transit[0]
        if parcel.kind is not Kind.DATA:
            return f"{self.source}: {parcel.kind.value}"
        line = bytes(parcel.content[0][:_SHOWN]).partition(b"\r\n")[0]
        shown = f", {line.decode('ascii')}" if line.isascii() and line.decode("ascii").isprintable() else ""
        return f"{self.source}: {parcel.size:,} byte{'' if parcel.size == 1 else 's'}{shown}"

    def _left(self, size: int) -> None:
        """Count bytes that have left the sender's machine and fill no buffer of it any more."""
        self._held -= size
        self._announce_room()

    def _deliver(self) -> None:
        parcel = self._transit.popleft()
        content = parcel.content
        if parcel.kind is Kind.DATA:
            content = content[0] if len(content) == 1 else b"".join(content)
            if not parcel.timed:
                self._held -= parcel.size
        self.receiver.context.run(self.receiver.arrived, parcel.kind, content)
        self._announce_room()

    # -- the receiver's side

    def kept(self, size: int) -> None:
        """Hear that the receiver keeps bytes unread: they take up room."""
        self._held += size

    def read(self, size: int) -> None:
        """Hear that the receiver has read bytes that it kept."""
        self._held -= size
        self._announce_room()

    def _announce_room(self) -> None:
        if self._sender_waits and not self._room_announced and self._held < WINDOW:
            self._room_announced = True
            self.loop.arrive(self._room_source, self._offer_room)

    def _offer_room(self) -> None:
        self._room_announced = False
        if self._held < WINDOW:
            self._sender_waits = False
            self.sender.context.run(self.sender.writable)
