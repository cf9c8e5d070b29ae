"""What goes wrong when someone connects: unknown hosts, and hosts where nobody listens."""

from __future__ import annotations

import difflib
import errno
import socket
from typing import TYPE_CHECKING, ClassVar

from asyncproof.core import AsyncproofError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.loop.network.memory_socket import Address


class UnknownHost(AsyncproofError, socket.gaierror):  # noqa: N818 - it is what happened; the twin of socket's own name
    """A host that nobody mounted was looked up; clients take it for a failed DNS lookup."""

    slug: ClassVar[str] = "unknown-host"

    host: str
    port: int | None

    def __init__(self, code: int, message: str) -> None:
        """Make the error as `socket.gaierror` is made, so that it can be pickled."""
        socket.gaierror.__init__(self, code, message)
        self.message = message

    @classmethod
    def named(cls, host: str, port: int | None, known: Sequence[str]) -> UnknownHost:
        """Name the host, what is mounted instead, and what to write."""
        where = f"{host!r} (port {port})" if port else repr(host)
        number = port or 80
        error = cls(
            socket.EAI_NONAME,
            f"nobody is mounted as {where} on this test's network; {_listing(host, known)} "
            f"Write network.mount({host!r}, {number}, protocol_factory), or network.allow_real({host!r}) "
            "if the test is to reach the real host.",
        )
        error.host, error.port = host, port
        return error


def _listing(host: str, known: Sequence[str]) -> str:
    if not known:
        return "nothing is mounted."
    close = difflib.get_close_matches(host, known, n=len(known), cutoff=0.6)
    ordered = [*close, *(label for label in known if label not in close)]
    return f"mounted: {', '.join(ordered)}."


def refused(address: Address, place: str, port: int | None, ports: Sequence[int]) -> ConnectionRefusedError:
    """Say that a host is there, but not on this port."""
    there = f"listening there: {', '.join(map(str, ports))}" if ports else "nobody listens there at all"
    return ConnectionRefusedError(
        errno.ECONNREFUSED,
        f"Connect call failed {address}: "
        f"nobody listens on port {port} of {place!r} in this test's network ({there})",
    )


def refused_by_link(address: Address, place: str) -> ConnectionRefusedError:
    """Say that a test asked for this refusal."""
    return ConnectionRefusedError(
        errno.ECONNREFUSED,
        f"Connect call failed {address}: the link to {place!r} is set to refuse connections",
    )


def no_such_path(path: str, known: Sequence[str]) -> FileNotFoundError:
    """Say that no server listens on a Unix socket's path."""
    there = f"listening: {', '.join(known)}" if known else "no path is listened on"
    return FileNotFoundError(
        errno.ENOENT,
        f"No such file or directory: nobody listens on {path!r} in this test's network ({there}); "
        f"network.allow_real({path!r}) lets it through to the disk",
    )


def timed_out(address: Address) -> TimeoutError:
    """Say that a connection attempt was never answered, as the system does in the end."""
    return TimeoutError(errno.ETIMEDOUT, f"Connect call failed {address}: Connection timed out")


def in_use(address: Address) -> OSError:
    """Say that somebody listens on an address already."""
    return OSError(
        errno.EADDRINUSE, f"error while attempting to bind on address {address!r}: address already in use"
    )
