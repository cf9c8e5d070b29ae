"""Where the network may fail because a chooser wants it: lookups, connecting, what is sent, datagrams."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING, Any

from asyncproof.loop.network.hosts import LOCAL, version_of

if TYPE_CHECKING:
    from asyncproof.loop.network.arrivals import ArrivalLoop
    from asyncproof.loop.network.connection import Connection
    from asyncproof.loop.network.link import Reachable, Side
    from asyncproof.loop.network.network import Network

_CONNECTING: tuple[Reachable, ...] = ("ok", "refused", "hang")


def may_not_resolve(loop: ArrivalLoop, network: Network, host: Any) -> None:
    """Ask whether the name server is silent about a host, and raise what the resolver does then."""
    if loop.faults_left <= 0 or not isinstance(host, (str, bytes)):
        return
    place = network.registry.hosts.place(host)
    if place == LOCAL or version_of(place) is not None or not network.knows(place):
        return
    if version_of(host if isinstance(host, str) else host.decode("ascii", "replace")) is not None:
        return  # it was looked up before
    if loop.may_fail(f"looking up {place!r}: no answer from the name server"):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


def may_not_connect(loop: ArrivalLoop, label: str) -> Reachable:
    """Ask what becomes of an attempt to connect to somebody who listens."""
    return _CONNECTING[
        loop.may_fail(
            f"connecting to {label} is refused", f"connecting to {label} takes until the system gives up"
        )
    ]


def may_break(connection: Connection, loop: ArrivalLoop, towards: Side, size: int) -> None:
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
