"""Where connections may fail because a chooser wants it: when they are made, and when something is sent."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from asyncproof.loop.network.arrivals import ArrivalLoop
    from asyncproof.loop.network.link import Reachable, Side

_CONNECTING: tuple[Reachable, ...] = ("ok", "refused", "hang")


class Breakable(Protocol):
    """A connection on which faults can be played."""

    name: str

    @property
    def bytes_to_server(self) -> int:
        """Bytes that were sent to the server."""
        ...

    @property
    def bytes_to_client(self) -> int:
        """Bytes that were sent to the client."""
        ...

    def reset(self, *, after: int = 0, towards: Side = "client") -> None:
        """Let so many bytes towards one side pass, then reset the connection for both."""
        ...

    def truncate(self, *, after: int, towards: Side = "client") -> None:
        """Let so many bytes towards one side pass; then that side sees the end."""
        ...


def may_not_connect(loop: ArrivalLoop, label: str) -> Reachable:
    """Ask what becomes of an attempt to connect to somebody who listens."""
    return _CONNECTING[
        loop.may_fail(
            f"connecting to {label} is refused", f"connecting to {label} takes until the system gives up"
        )
    ]


def may_break(connection: Breakable, loop: ArrivalLoop, towards: Side, size: int) -> None:
    """Ask whether a connection breaks over bytes that are sent now, and prepare it."""
    name = connection.name
    if towards == "server":
        if loop.may_fail(f"{name} is reset before the server gets what is sent"):
            connection.reset(after=connection.bytes_to_server, towards=towards)
        return
    sent = connection.bytes_to_client
    troubles = [f"{name} is reset in the place of what the server sends"]
    if size > 1:
        troubles += [
            f"{name} is reset when all but a byte of what the server sends has come",
            f"{name} ends when all but a byte of what the server sends has come",
        ]
    picked = loop.may_fail(*troubles)
    if picked == len(troubles) > 1:
        connection.truncate(after=sent + size - 1)
    elif picked:
        connection.reset(after=sent + (size - 1 if picked > 1 else 0))


def refused_now(address: Any) -> ConnectionRefusedError:
    """Say what the system says when nobody listens."""
    return ConnectionRefusedError(errno.ECONNREFUSED, f"Connect call failed {address}")
