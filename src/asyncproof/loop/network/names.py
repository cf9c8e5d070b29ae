"""Looking up names: mounted hosts have addresses here, others are an error or the resolver's business."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from asyncproof.loop.network.hosts import LOCAL, is_wildcard, port_number, sockaddr, version_of

if TYPE_CHECKING:
    from asyncproof.loop.network.arrivals import ArrivalLoop
    from asyncproof.loop.network.network import Network

PROTOCOLS = {socket.SOCK_STREAM: socket.IPPROTO_TCP, socket.SOCK_DGRAM: socket.IPPROTO_UDP}


def lookup(
    network: Network, host: Any, port: Any, *, family: int, type: int, flags: int
) -> list[tuple[Any, ...]] | None:
    """Return what `getaddrinfo` does for hosts of the network, or None to ask the real resolver."""
    number = port_number(port)
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if text is None or is_wildcard(text):
        return _answers(_own_address(family, flags), number, type)
    literal = version_of(text)
    if flags & socket.AI_NUMERICHOST:
        if literal is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return _answers(text, number, type)
    place = network.registry.hosts.place(text)
    if network.knows(place):
        return _known(network, text, number, family=family, type=type)
    if network.allows_real(place, port_number(port) or None) or not network.strict:
        return None
    raise network.unknown(text, number)


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


def reverse(network: Network, address: Any, flags: int = 0) -> tuple[str, str] | None:
    """Return what `getnameinfo` does for addresses of the network, or None to ask the real resolver."""
    host, port = address[0], address[1]
    place = network.registry.hosts.place(host)
    if not network.knows(place):
        return None
    return (host if flags & socket.NI_NUMERICHOST else place), str(port)


def _known(network: Network, host: str, port: int, *, family: int, type: int) -> list[tuple[Any, ...]]:
    place = network.registry.hosts.place(host)
    if network.link_to(place, port or None).connect == "unresolved":
        network.missed(place, port or None)
        raise socket.gaierror(socket.EAI_NONAME, f"Name or service not known: the link to {place!r} says so")
    address = host if version_of(host) is not None else network.registry.hosts.address(place, family)
    if address is None or (family and version_of(address) != _VERSIONS.get(family)):
        raise socket.gaierror(_NO_SUCH_FAMILY, f"Address family for hostname not supported: {host!r}")
    return _answers(address, port, type)


_NO_SUCH_FAMILY = getattr(socket, "EAI_ADDRFAMILY", socket.EAI_NONAME)
"""Windows says the same as of a name that nobody has."""
_VERSIONS: dict[int, int] = {socket.AF_INET: 4, socket.AF_INET6: 6}


def _own_address(family: int, flags: int) -> str:
    if flags & socket.AI_PASSIVE:
        return "::" if family == socket.AF_INET6 else "0.0.0.0"  # noqa: S104 - an answer, not a binding
    return "::1" if family == socket.AF_INET6 else "127.0.0.1"


def _answers(address: str, port: int, type: int) -> list[tuple[Any, ...]]:
    family = socket.AF_INET6 if version_of(address) == 6 else socket.AF_INET  # noqa: PLR2004 - the version of the protocol
    kinds = [kind for kind in PROTOCOLS if type in (0, kind)]
    return [(family, socket.SocketKind(kind), PROTOCOLS[kind], "", sockaddr(address, port)) for kind in kinds]
