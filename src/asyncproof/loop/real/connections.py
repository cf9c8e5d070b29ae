"""What is on its way on the real stream connections of a loop, below TLS where there is TLS.

The peer of a connection may be in another process: then its answer is outstanding once something was sent,
until the answer is there and has been quiet for a moment. Or both ends are in this loop: then only bytes that
one end sent and the other has not received are outstanding, so that a handler which sleeps an hour lets the
clock go.
"""

from __future__ import annotations

import weakref
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Any

from asyncproof.loop.real.counted import CountedSocket
from asyncproof.loop.real.ends import Ends, is_made_here, names_of, spell
from asyncproof.loop.real.work import Work

if TYPE_CHECKING:
    from asyncproof.loop.real.work import Book

SHORTEST_QUIET, LONGEST_QUIET = 0.05, 0.1
"""Real seconds without another byte until an answer counts as complete; a slow peer is given longer.

Linux may hold the rest of an answer back for 40 ms, until the part before it is acknowledged.
"""

_serials = count(1)


class Connection:
    """One end of a stream connection, and what went through it."""

    def __init__(self, book: Book, ends: Ends, transport: Any, *, accepted: bool) -> None:
        """Look at a transport, from now on; `accepted` if the peer came to us."""
        self._book = book
        self._ends = ends
        self._transport = weakref.ref(transport)
        self._local, self._peer = names_of(transport.get_extra_info("socket"))
        self._accepted = accepted
        self._serial = next(_serials)
        self._unanswered = self._given = self._taken = 0
        self._last_was_send = False
        self._touched = monotonic()
        self._asked = self._touched
        self._quiet = SHORTEST_QUIET
        self._end_due = self._is_over = False
        ends.add(self, self._local, self._peer)
        book.enter(self)

    # -- what the socket tells

    def sent(self, size: int, _to: Any) -> None:
        """Count what the kernel took from us."""
        self._given += size
        self._unanswered += size
        if not self._last_was_send:
            self._last_was_send = True
            self._asked = monotonic()
        self._touched = monotonic()
        self._book.enter(self)

    def received(self, size: int) -> None:
        """Count what came; the time that the first piece took says how long to wait for the next."""
        self._touched = now = monotonic()
        if self._last_was_send:
            self._last_was_send = False
            self._quiet = min(max(SHORTEST_QUIET, 2 * (now - self._asked)), LONGEST_QUIET)
        self._unanswered = 0
        self._taken += size
        if not size:
            self._end_due = False
            self._is_over = True
        self._book.enter(self)

    def ended(self) -> None:
        """Let the other end, if it is here, wait for the end of the stream."""
        opposite = self._find_opposite()
        if opposite is not None:
            opposite.expect_end()

    def closed(self) -> None:
        """Be forgotten; the other end, if it is here, still has to hear of it."""
        self.ended()
        self._end_due = False
        self._book.cross_out(self)

    def expect_end(self) -> None:
        """Note that the other end has closed and this one has not seen it yet."""
        self._end_due = True
        self._book.enter(self)

    # -- what is outstanding

    def look(self, now: float) -> Work | None:
        """Return what this end still waits for."""
        transport = self._transport()
        if transport is None or getattr(transport, "_sock", None) is None:
            self._book.cross_out(self)
            return None
        opposite = self._find_opposite()
        if opposite is not None:
            return self._look_inside(opposite)
        if transport.get_write_buffer_size():
            return self._work(f"{spell(self._peer)} taking {transport.get_write_buffer_size()} more bytes")
        if transport.is_closing() or self._is_over:
            self._book.cross_out(self)
            return None
        return self._look_outside(now) if transport.is_reading() else None

    def _look_inside(self, opposite: Connection) -> Work | None:
        missing = self._given - opposite._taken
        if missing > 0 and opposite.is_reading():
            return self._work(
                f"{missing} bytes on their way from {spell(self._local)} to {spell(self._peer)}"
            )
        if self._end_due and self.is_reading():
            return self._work(f"the end of the connection from {spell(self._peer)} to {spell(self._local)}")
        if missing <= 0 and not self._end_due:
            self._book.cross_out(self)
        return None

    def _look_outside(self, now: float) -> Work | None:
        if self._last_was_send and not self._accepted:
            return self._work(f"an answer from {spell(self._peer)} ({self._unanswered} bytes sent)")
        if now - self._touched < self._quiet:
            return self._work(f"the rest of what {spell(self._peer)} has to say")
        if self._given or self._taken or self._accepted:
            self._book.cross_out(self)
            return None
        return self._work(f"a first word from {spell(self._peer)}", certain=False)

    def is_reading(self) -> bool:
        """Tell whether this end takes what comes."""
        transport = self._transport()
        return transport is not None and transport.is_reading()

    def _find_opposite(self) -> Connection | None:
        found = self._ends.opposite(self._local, self._peer)
        return found if isinstance(found, Connection) else None

    def _work(self, what: str, *, certain: bool = True) -> Work:
        return Work(what, ("connection", self._serial, self._given, self._taken), certain)


def follow_connection(book: Book, ends: Ends, transport: Any, sock: Any, *, accepted: bool) -> None:
    """Count what a new stream transport moves, unless its peer is a Unix socket of this process.

    What goes through a Unix socket is with the other side at once, so the selector sees all there is.
    """
    if not is_made_here(sock):
        transport._sock = CountedSocket(sock, Connection(book, ends, transport, accepted=accepted))
