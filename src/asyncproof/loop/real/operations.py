"""The loop's `sock_…` methods while they wait: raw sockets without a transport."""

from __future__ import annotations

import weakref
from itertools import count
from typing import TYPE_CHECKING, Any

from asyncproof.loop.real.ends import is_made_here, names_of, spell
from asyncproof.loop.real.work import Work

if TYPE_CHECKING:
    from asyncproof.loop.real.ends import Ends
    from asyncproof.loop.real.work import Book

_serials = count(1)


class Operation:
    """One operation on a raw socket, outstanding while its `with` block runs."""

    def __init__(self, sockets: RawSockets, sock: Any, what: str, peer: Any, *, certain: bool) -> None:
        """Describe what is waited for."""
        self._sockets = sockets
        self._sock = sock
        self._what = what
        self._peer = peer
        self._certain = certain
        self._serial = next(_serials)

    def __enter__(self) -> None:
        self._sockets.book.enter(self)

    def __exit__(self, *_: object) -> None:
        self._sockets.book.cross_out(self)

    def look(self, _now: float) -> Work | None:
        """Return what is waited for, unless the other end is here: then the selector sees all there is."""
        if self._sock is not None and self._sockets.is_inside(self._sock):
            return None
        peer = names_of(self._sock)[1] if self._peer is None else self._peer
        return Work(f"{self._what} {spell(peer)}", ("operation", self._serial), self._certain)


class RawSockets:
    """The raw sockets that the loop was asked to work with, and which of them spoke last."""

    def __init__(self, book: Book, ends: Ends) -> None:
        """Start with none."""
        self.book = book
        self._ends = ends
        self._spoke: weakref.WeakSet[Any] = weakref.WeakSet()

    def connecting(self, sock: Any, address: Any) -> Operation:
        """Open a connection: it succeeds or fails, somebody waits for it."""
        return Operation(self, sock, "a connection to", address, certain=True)

    def sending(self, sock: Any, to: Any = None) -> Operation:
        """Send, and expect an answer from then on."""
        self.meet(sock)
        self._spoke.add(sock)
        return Operation(self, sock, "room to send to", to, certain=True)

    def receiving(self, sock: Any) -> Operation:
        """Receive: certainly an answer if this end spoke last, else perhaps nothing."""
        self.meet(sock)
        certain = sock in self._spoke
        self._spoke.discard(sock)
        return Operation(self, sock, "data from", None, certain=certain)

    def making(self, args: Any) -> Operation:
        """Start a process."""
        return Operation(self, None, f"the start of subprocess {args!r:.60}", "", certain=True)

    def meet(self, sock: Any) -> None:
        """Note a socket, so that its other end is known for one of ours."""
        self._ends.add(sock, *names_of(sock))

    def is_inside(self, sock: Any) -> bool:
        """Tell whether the other end of a connection is in this loop, too."""
        return is_made_here(sock) or self._ends.opposite(*names_of(sock)) is not None
