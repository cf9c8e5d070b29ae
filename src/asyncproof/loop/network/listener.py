"""What answers at an address: a protocol factory, what it makes of TLS, and the server it belongs to."""

from __future__ import annotations

import ssl
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from asyncproof.loop.network.handshake import Tls

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from asyncproof.loop.network.memory_socket import Address
    from asyncproof.loop.network.stream import MemoryTransport

HTTPS = 443


class Attaching(Protocol):
    """A server that keeps account of its connections."""

    def attach(self, transport: MemoryTransport) -> None:
        """Count a connection in until it is lost."""
        ...


@dataclass(eq=False)
class Listener:
    """Something that can be connected to."""

    place: str
    port: int | None
    factory: Callable[[], asyncio.BaseProtocol]
    tls: Tls = Tls.REFUSED
    ssl_context: ssl.SSLContext | None = None
    server: Attaching | None = None
    open: bool = True
    context: Context = field(default_factory=copy_context)

    def __repr__(self) -> str:
        """Show where it listens."""
        return f"<Listener {self.label}>"

    @property
    def label(self) -> str:
        """Where it listens, as a person writes it."""
        return self.place if self.port is None else f"{self.place}:{self.port}"

    def attach(self, transport: MemoryTransport) -> None:
        """Let the server know of a new connection."""
        if self.server is not None:
            self.server.attach(transport)

    def told_at_once(self, address: Address) -> dict[str, Any]:
        """Return what a new server end tells about TLS: a mounted https port says so from the start."""
        if self.tls is Tls.WELCOME and isinstance(address, tuple) and address[1] == HTTPS:
            return {"sslcontext": self.ssl_context or ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)}
        return {}


def mounted_tls(tls: bool | ssl.SSLContext | None) -> tuple[Tls, ssl.SSLContext | None]:  # noqa: FBT001 - a tri-state
    """Return what a mounted peer makes of TLS: None welcomes both, a context or True expects it."""
    if isinstance(tls, ssl.SSLContext):
        return Tls.EXPECTED, tls
    if tls is None:
        return Tls.WELCOME, None
    return (Tls.EXPECTED if tls else Tls.REFUSED), None
