"""Names and addresses: every name of the network has a stable address that no real host has."""

from __future__ import annotations

import ipaddress
import socket

from asyncproof.core import UsageError

LOCAL = "localhost"

_WILDCARDS = ("", "0.0.0.0", "::")  # noqa: S104 - recognised here, bound nowhere
_LOCAL_NAMES = (LOCAL, "localhost.localdomain", "ip6-localhost")


class Hosts:
    """Gives each name an address from 240.0.0.0/4 (100::/64 for IPv6) and finds the name of an address."""

    def __init__(self) -> None:
        """Start with no names; this machine is always there."""
        self._numbers: dict[str, int] = {}

    def place(self, host: object) -> str:
        """Return the one name under which a host is known here, be it written as a name or an address."""
        if isinstance(host, (bytes, bytearray)):
            host = host.decode("ascii", "replace")
        if not isinstance(host, str):
            raise UsageError(f"a host is a name or an address as text, not {host!r}")
        name = host.strip("[]").partition("%")[0].rstrip(".").lower()
        if name in _LOCAL_NAMES or name in _WILDCARDS:
            return LOCAL
        if not name.isascii():
            name = name.encode("idna").decode("ascii")
        if version_of(name) is None:
            return name
        return LOCAL if ipaddress.ip_address(name).is_loopback else self._name_of(name) or name

    def address(self, place: str, family: int = socket.AF_UNSPEC) -> str | None:
        """Return the address of a place in a family, or None if it has none there."""
        wants_v6 = family == socket.AF_INET6
        literal = version_of(place)
        if literal is not None:
            return place if (literal == 6) is wants_v6 or family == socket.AF_UNSPEC else None  # noqa: PLR2004 - the version of the protocol
        if place == LOCAL:
            return "::1" if wants_v6 else "127.0.0.1"
        number = self._numbers.setdefault(place, len(self._numbers) + 1)
        return f"100::{number:x}" if wants_v6 else str(ipaddress.IPv4Address("240.0.0.0") + number)

    def _name_of(self, text: str) -> str | None:
        base = "100::" if version_of(text) == 6 else "240.0.0.0"  # noqa: PLR2004 - as above
        number = int(ipaddress.ip_address(text)) - int(ipaddress.ip_address(base))
        if 0 < number <= len(self._numbers):
            return list(self._numbers)[number - 1]
        return None


def version_of(text: str) -> int | None:
    """Return 4 or 6 for an address, None for a name."""
    try:
        return ipaddress.ip_address(text).version
    except ValueError:
        return None


def is_wildcard(host: object) -> bool:
    """Say whether a host to listen on means every address of this machine."""
    return host is None or host in _WILDCARDS


def port_number(port: object) -> int:
    """Return a port as a number, whether it was given as one, as digits or as the name of a service."""
    if port is None:
        return 0
    if isinstance(port, int):
        return port
    text = port.decode() if isinstance(port, bytes) else str(port)
    return int(text) if text.isdigit() else socket.getservbyname(text)


def sockaddr(address: str, port: int) -> tuple[str, int] | tuple[str, int, int, int]:
    """Return an address and a port as the socket module writes them."""
    return (address, port, 0, 0) if version_of(address) == 6 else (address, port)  # noqa: PLR2004 - as above
