"""What `get_extra_info("socket")` gives in memory: addresses, options, a descriptor if someone asks."""

from __future__ import annotations

import errno
import os
import socket
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Address: TypeAlias = Any
"""A socket address as the socket module has it: (host, port), (host, port, 0, 0) or a path."""


class MemorySocket:
    """Looks like a socket to those who ask for facts; a descriptor is made only for those who poll it."""

    def __init__(
        self, sockname: Address, peername: Address = None, *, type: int = socket.SOCK_STREAM
    ) -> None:
        """Make the socket of one end; a listening socket has no peer."""
        self.family = family_of(sockname)
        self.type = socket.SocketKind(type)
        self.proto = 0 if self.family is _UNIX else _PROTOCOLS[self.type]
        self.owner: Callable[[], Any] | None = None
        self._sockname = sockname
        self._peername = peername
        self._options: dict[tuple[int, int], Any] = {}
        self._pair: tuple[socket.socket, socket.socket] | None = None
        self._readable = False
        self._closed = False

    def __repr__(self) -> str:
        """Show the addresses."""
        peer = "" if self._peername is None else f", peer={self._peername!r}"
        return f"<MemorySocket {self._sockname!r}{peer}{', closed' if self._closed else ''}>"

    def getsockname(self) -> Address:
        """Return the address of this end."""
        return self._sockname

    def getpeername(self) -> Address:
        """Return the address of the other end."""
        if self._peername is None:
            raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))
        return self._peername

    def setsockopt(self, level: int, option: int, value: Any, length: int | None = None) -> None:
        """Remember an option; none has an effect in memory."""
        self._options[level, option] = value if length is None else b"\0" * length

    def getsockopt(self, level: int, option: int, size: int = 0) -> Any:
        """Return a remembered option, or zero."""
        if (level, option) == (socket.SOL_SOCKET, socket.SO_TYPE):
            return int(self.type)
        return self._options.get((level, option), b"\0" * size if size else 0)

    def fileno(self) -> int:
        """Return a descriptor that is readable when something is unread or the peer is gone, or -1."""
        if self._closed:
            return -1
        if self._pair is None:
            self._pair = socket.socketpair()
            for half in self._pair:
                half.settimeout(0)
            if self._readable:
                self._pair[1].send(b"\0")
        return self._pair[0].fileno()

    def show_readable(self, *, readable: bool) -> None:
        """Make the descriptor, if there is one, say what is true now."""
        if readable is self._readable:
            return
        self._readable = readable
        if self._pair is not None:
            if readable:
                self._pair[1].send(b"\0")
            else:
                self._pair[0].recv(1)

    def close(self) -> None:
        """Close the descriptor, if there is one."""
        self._closed = True
        if self._pair is not None:
            for half in self._pair:
                half.close()
            self._pair = None

    def setblocking(self, flag: bool) -> None:  # noqa: FBT001 - the socket module's signature
        """Accept what changes nothing; a blocking socket is refused as by asyncio's own."""
        if flag:
            raise ValueError("setblocking(): transport sockets cannot be blocking")

    def settimeout(self, value: float | None) -> None:
        """Accept what changes nothing; a timeout is refused as by asyncio's own."""
        if value != 0:
            raise ValueError("settimeout(): only 0 timeout is allowed on transport sockets")

    def gettimeout(self) -> float:
        """Return the timeout of a socket that never blocks."""
        return 0.0

    def get_inheritable(self) -> bool:
        """Say that no child process gets this."""
        return False

    def shutdown(self, how: int) -> None:
        """Accept what the transport does by itself."""


_UNIX: socket.AddressFamily = getattr(socket, "AF_UNIX", socket.AF_UNSPEC)
"""The family of paths; Windows has no name for it."""
_PROTOCOLS = {
    socket.SocketKind.SOCK_STREAM: socket.IPPROTO_TCP,
    socket.SocketKind.SOCK_DGRAM: socket.IPPROTO_UDP,
}


def family_of(address: Address) -> socket.AddressFamily:
    """Return the address family that an address belongs to."""
    if not isinstance(address, tuple):
        return _UNIX
    return socket.AF_INET6 if len(address) > 2 else socket.AF_INET  # noqa: PLR2004 - (host, port, flow, scope)
