"""Which sockets of this loop are the two ends of one connection."""

from __future__ import annotations

import os
import socket
import struct
import weakref
from typing import Any

_PEERCRED = struct.Struct("3i")


def names_of(sock: Any) -> tuple[Any, Any]:
    """Return a socket's own address and its peer's, each None if there is none."""
    try:
        local = sock.getsockname()
    except OSError:
        local = None
    try:
        peer = sock.getpeername()
    except OSError:
        peer = None
    return local, peer


def is_made_here(sock: Any) -> bool:
    """Tell whether the peer of a Unix socket was made by this process; Linux knows, elsewhere nobody does."""
    if getattr(sock, "family", None) != getattr(socket, "AF_UNIX", -1) or not hasattr(socket, "SO_PEERCRED"):
        return False
    try:
        answer = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEERCRED.size)
    except OSError:
        return False
    pid: int = _PEERCRED.unpack(answer)[0]
    return pid == os.getpid()


def spell(address: Any) -> str:
    """Write an address as people do: `127.0.0.1:5432`, `[::1]:80`, `/run/x.sock`."""
    if isinstance(address, tuple):
        host, port = address[:2]
        return f"[{host}]:{port}" if ":" in str(host) else f"{host}:{port}"
    if isinstance(address, bytes):
        address = address.decode(errors="replace").replace("\0", "@")
    return address or "an unnamed peer"


class Ends:
    """Finds the other end of a connection, if it is in this loop too."""

    def __init__(self) -> None:
        """Start with no connection."""
        self._by_names: weakref.WeakValueDictionary[tuple[Any, Any], Any] = weakref.WeakValueDictionary()

    def add(self, owner: Any, local: Any, peer: Any) -> None:
        """Note that `owner` is the end of a connection from `local` to `peer`."""
        if isinstance(local, tuple) and isinstance(peer, tuple):
            self._by_names[local[:2], peer[:2]] = owner

    def opposite(self, local: Any, peer: Any) -> Any:
        """Return the owner of the other end, or None if that is elsewhere."""
        if isinstance(local, tuple) and isinstance(peer, tuple):
            return self._by_names.get((peer[:2], local[:2]))
        return None
