"""What is on its way on the real datagram endpoints of a loop."""

from __future__ import annotations

import weakref
from itertools import count
from typing import TYPE_CHECKING, Any

from asyncproof.loop.real.counted import CountedSocket
from asyncproof.loop.real.ends import is_made_here, names_of, spell
from asyncproof.loop.real.work import Work

if TYPE_CHECKING:
    from asyncproof.loop.real.work import Book

_serials = count(1)


class Endpoint:
    """A datagram socket, and whether something it sent to somebody elsewhere may be answered.

    A datagram need not be answered, so its answer is never certain; one for another endpoint of this loop is
    with that endpoint at once.
    """

    def __init__(self, book: Book, others: weakref.WeakSet[Endpoint], transport: Any) -> None:
        """Look at a transport, from now on."""
        self._book = book
        self._others = others
        self._transport = weakref.ref(transport)
        self._local, self._peer = names_of(transport.get_extra_info("socket"))
        self._serial = next(_serials)
        self._sends = 0
        self._last_to: Any = None
        others.add(self)

    def sent(self, _size: int, to: Any) -> None:
        """Wait for an answer, if the address is not one of ours."""
        address = self._peer if to is None else to
        self._sends += 1
        if not any(other.listens_at(address) for other in self._others):
            self._last_to = address
            self._book.enter(self)

    def received(self, _size: int) -> None:
        """Take whatever comes for the answer."""
        self._book.cross_out(self)

    def ended(self) -> None:
        """Do nothing: a datagram socket has no end of stream."""

    def closed(self) -> None:
        """Be forgotten."""
        self._others.discard(self)
        self._book.cross_out(self)

    def listens_at(self, address: Any) -> bool:
        """Tell whether a datagram for this address comes here."""
        if not (isinstance(address, tuple) and isinstance(self._local, tuple)):
            return False
        return bool(
            address[1] == self._local[1] and self._local[0] in (address[0], "0.0.0.0", "::")  # noqa: S104 - compared
        )

    def look(self, _now: float) -> Work | None:
        """Return the answer that may be coming."""
        transport = self._transport()
        if transport is None or transport.is_closing():
            self._book.cross_out(self)
            return None
        what = f"an answer to a datagram for {spell(self._last_to)}"
        return Work(what, ("datagram", self._serial, self._sends), certain=False)


def follow_endpoint(book: Book, others: weakref.WeakSet[Endpoint], transport: Any, sock: Any) -> None:
    """Watch what a new datagram transport sends, unless its peer is a Unix socket of this process."""
    if not is_made_here(sock):
        transport._sock = CountedSocket(sock, Endpoint(book, others, transport))
