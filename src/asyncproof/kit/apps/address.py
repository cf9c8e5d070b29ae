"""Where an app is served: the URL that a test gave, in its parts, or a name that is still free."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from asyncproof.loop.network import Network

PORTS = {"http": 80, "https": 443}
_INSTEAD = 'Write scheme and host, as in asgi(app, "https://shop.example").'


@dataclass(frozen=True)
class Address:
    """A scheme, a host and a port."""

    scheme: str
    host: str
    port: int

    @property
    def url(self) -> str:
        """The URL for HTTP clients, without a slash at its end."""
        return f"{self.scheme}://{self._place}"

    @property
    def ws_url(self) -> str:
        """The URL for WebSocket clients, without a slash at its end."""
        return f"{'wss' if self.tls else 'ws'}://{self._place}"

    @property
    def tls(self) -> bool:
        """Whether clients must speak TLS."""
        return self.scheme == "https"

    @property
    def _place(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def read_url(url: object) -> Address:
    """Take a URL apart; raises `UsageError` for what is no base URL."""
    if not isinstance(url, str):
        raise UsageError(f"an app is served at a URL, which is text, not {url!r}. {_INSTEAD}")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UsageError(f"an app cannot be served at {url!r}: {error}. {_INSTEAD}") from None
    if complaint := _complaint(parts):
        raise UsageError(f"an app cannot be served at {url!r}: {complaint}. {_INSTEAD}")
    return Address(parts.scheme, parts.hostname or "", port or PORTS[parts.scheme])


def _complaint(parts: SplitResult) -> str:
    if parts.scheme in ("ws", "wss"):
        return "WebSockets are served beside HTTP, at server.ws_url"
    if parts.scheme not in PORTS:
        return "it has no scheme" if not parts.netloc else f"{parts.scheme!r} is neither http nor https"
    if not parts.hostname:
        return "it names no host"
    if parts.username is not None or parts.password is not None:
        return "credentials belong into the client's requests"
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        return "a whole host is served, not one path of it (root_path= tells an app where it is mounted)"
    return ""


def choose_free(network: Network) -> Address:
    """Return an address of our own making that nobody has yet."""
    number = 1
    while True:
        name = "app.test" if number == 1 else f"app-{number}.test"
        if not network.knows(name):
            return Address("http", name, PORTS["http"])
        number += 1
