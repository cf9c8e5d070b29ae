"""A socket inside a transport that tells a meter what goes through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import socket


class Meter(Protocol):
    """Whoever wants to know what goes through a socket."""

    def sent(self, count: int, to: Any) -> None:
        """Note that the kernel took this many bytes, for this address if it is not the only one."""

    def received(self, count: int) -> None:
        """Note that this many bytes came; none means the end of the stream."""

    def ended(self) -> None:
        """Note that this side will send no more."""

    def closed(self) -> None:
        """Note that the socket is gone."""


class CountedSocket:
    """Stands for a real socket in the one private attribute where asyncio's transports keep it."""

    __slots__ = ("_meter", "_sock", "fileno")

    def __init__(self, sock: socket.socket, meter: Meter) -> None:
        """Pass everything on to `sock` and count for `meter`."""
        self._sock = sock
        self._meter = meter
        self.fileno = sock.fileno

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def __repr__(self) -> str:
        return repr(self._sock)

    def send(self, *args: Any) -> int:
        """Send and count."""
        count = self._sock.send(*args)
        self._meter.sent(count, None)
        return count

    def sendmsg(self, *args: Any) -> int:
        """Send and count."""
        count = self._sock.sendmsg(*args)
        self._meter.sent(count, None)
        return count

    def sendto(self, data: Any, *args: Any) -> int:
        """Send and count."""
        count = self._sock.sendto(data, *args)
        self._meter.sent(count, args[-1])
        return count

    def recv(self, *args: Any) -> bytes:
        """Receive and count."""
        data = self._sock.recv(*args)
        self._meter.received(len(data))
        return data

    def recv_into(self, *args: Any) -> int:
        """Receive and count."""
        count = self._sock.recv_into(*args)
        self._meter.received(count)
        return count

    def recvfrom(self, *args: Any) -> tuple[bytes, Any]:
        """Receive and count."""
        data, address = self._sock.recvfrom(*args)
        self._meter.received(len(data))
        return data, address

    def shutdown(self, how: int) -> None:
        """End one direction or both."""
        self._sock.shutdown(how)
        self._meter.ended()

    def close(self) -> None:
        """Close, and have it forgotten."""
        self._meter.closed()
        self._sock.close()
