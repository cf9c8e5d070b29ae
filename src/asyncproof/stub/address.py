"""Where a host is: the URLs that a test writes, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection

PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
ENCRYPTED = frozenset({"https", "wss", "rediss", "ssl", "tls"})


@dataclass(frozen=True, slots=True)
class Address:
    """A scheme, a host, a port, and a path that all paths there begin with."""

    scheme: str
    host: str
    port: int
    path: str = ""

    @property
    def encrypted(self) -> bool:
        """Whether clients speak TLS there."""
        return self.scheme in ENCRYPTED

    @property
    def socket_origin(self) -> str:
        """The same for a WebSocket at an http or https address."""
        return f"ws{self.origin[4:]}"

    @property
    def origin(self) -> str:
        """Scheme, host and port as a URL begins, without the port that the scheme has by itself."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if PORTS.get(self.scheme) == self.port else f":{self.port}")


def read_address(url: str, schemes: Collection[str] = ("http", "https")) -> Address:
    """Read the URL of a host; a URL that says less or more than where a host is, is an error."""
    known = " or ".join(f"{scheme}://" for scheme in schemes)
    if not isinstance(url, str):
        raise UsageError(f"the URL of a host is text, not {url!r}; write '{_example(schemes)}'.")
    parts = urlsplit(url)
    if "://" not in url or not parts.scheme:
        raise UsageError(f"{url!r} has no scheme; it begins with {known}, as '{_example(schemes)}'.")
    if schemes and parts.scheme not in schemes:
        raise UsageError(f"{url!r} is a {parts.scheme!r} URL, and here it begins with {known}.")
    _refuse_more(url, parts)
    return Address(parts.scheme, _host(url, parts), _port(url, parts), parts.path.rstrip("/"))


def _refuse_more(url: str, parts: SplitResult) -> None:
    said = {
        "a user": parts.username is not None,
        "a query": "?" in url,
        "a fragment": "#" in url,
        "a path parameter": "{" in parts.path,
    }
    for what, is_there in said.items():
        if is_there:
            raise UsageError(
                f"{url!r} has {what}, and a host has none; say it where a request is expected, "
                'as host.get("/users/{id}", query={"page": "2"}).'
            )


def _host(url: str, parts: SplitResult) -> str:
    if not parts.hostname:
        raise UsageError(f"{url!r} names no host; write it as '{parts.scheme}://api.example.com'.")
    return parts.hostname


def _port(url: str, parts: SplitResult) -> int:
    try:
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError as error:
        raise UsageError(f"{url!r} has a port that is none: {error}") from None
    if port is None:
        raise UsageError(
            f"{url!r} has no port, and {parts.scheme!r} has none by itself; write it, as ':6379'."
        )
    return port


def _example(schemes: Collection[str]) -> str:
    return f"{next(reversed(list(schemes)), 'tcp')}://api.example.com"
