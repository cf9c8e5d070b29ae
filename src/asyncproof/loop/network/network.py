"""The in-memory network as a test sees it: who is mounted where, how far away it is, and who is connected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from asyncproof.core import UsageError
from asyncproof.loop.network.errors import UnknownHost
from asyncproof.loop.network.hosts import LOCAL, sockaddr, version_of
from asyncproof.loop.network.link import Link
from asyncproof.loop.network.listener import Listener, mounted_tls
from asyncproof.loop.network.registry import Registry

if TYPE_CHECKING:
    import asyncio
    import ssl
    from collections.abc import Callable

    from asyncproof.loop.network.connection import Connection

Reason: TypeAlias = Literal["unknown host", "refused"]


@dataclass(frozen=True)
class Miss:
    """An attempt to reach what is not there, whether or not the code under test swallowed the error."""

    host: str
    port: int | None
    reason: Reason


class Network:
    """A network in memory for one loop at a time: give it to a `ControlledLoop`, or to `asyncproof.run`."""

    def __init__(
        self,
        *,
        strict: bool = True,
        latency: float = 0.0,
        bandwidth: float | None = None,
        jitter: float = 0.0,
        loss: float = 0.0,
        record: bool = False,
    ) -> None:
        """Make a network where nobody is mounted.

        `strict`: a host that nobody mounted is an error; otherwise it is looked for in the real network.
        `latency` (seconds one way), `bandwidth` (bytes per second each way), `jitter` (up to so many seconds
        more), `loss` (the share of datagrams that are lost): unless `link` says more.
        `record`: keep a transcript of each connection.
        """
        self.strict = strict
        self.record = record
        self.registry = Registry()
        self.misses: list[Miss] = []
        self.faults: list[str] = []
        """What failed in this run because a chooser wanted it, in words."""
        self._default_link = Link(latency=latency, bandwidth=bandwidth, jitter=jitter, loss=loss)
        self._links: dict[tuple[str, int | None], Link] = {}
        self._real: set[tuple[str, int | None]] = set()
        self._connections: list[Connection] = []
        self._connected = 0

    def __repr__(self) -> str:
        """Show who is there."""
        return f"<Network mounted={self.registry.labels()} connections={len(self._connections)}>"

    # -- who is there

    def mount(
        self,
        host: str,
        port: int | None,
        protocol_factory: Callable[[], asyncio.BaseProtocol],
        *,
        tls: bool | ssl.SSLContext | None = None,
    ) -> None:
        """Let a protocol answer at a host and port (None: at every port that nobody else has).

        `tls`: None lets clients speak TLS or not, as they like; True or a context expects it, False refuses.
        """
        place = self.registry.hosts.place(_bare(host))
        policy, context = mounted_tls(tls)
        listener = Listener(place, port, protocol_factory, tls=policy, ssl_context=context)
        if self.registry.bound(place, port) is not None:
            raise UsageError(
                f"{listener.label} is mounted already; call network.unmount({host!r}, {port!r}) first, "
                "or mount the second peer at another port."
            )
        self.registry.bind(listener, (place, port or 0))

    def unmount(self, host: str, port: int | None) -> None:
        """Take away what was mounted at a host and port; connections that are there stay."""
        listener = self.registry.bound(self.registry.hosts.place(_bare(host)), port)
        if listener is None:
            known = ", ".join(self.registry.labels()) or "nothing"
            raise UsageError(f"nothing is mounted at {host!r}, port {port!r}; mounted: {known}.")
        self.registry.unbind(listener)

    def allow_real(self, *hosts: str, port: int | None = None) -> None:
        """Let connections to these hosts (or Unix sockets' paths) go to the real network, unless mounted.

        All names of this machine are one host: `allow_real("127.0.0.1")` also allows "localhost" and "::1".
        """
        for host in hosts:
            self._real.add((host if "/" in host else self.registry.hosts.place(_bare(host)), port))

    # -- what the way there is like

    def link(
        self,
        host: str,
        port: int | None = None,
        *,
        latency: float | None = None,
        bandwidth: float | None = None,
        connect: Literal["ok", "refused", "hang", "unresolved"] | None = None,
        jitter: float | None = None,
        loss: float | None = None,
    ) -> Link:
        """Return the link to a host, or to one of its ports, and change what is given.

        A host that has a link is known, even if nobody is mounted there.
        """
        key = (host if host.startswith("/") else self.registry.hosts.place(_bare(host)), port)
        link = self._links.get(key)
        if link is None:
            model = self.link_to(*key)
            link = Link(
                latency=model.latency,
                bandwidth=model.bandwidth,
                connect=model.connect,
                jitter=model.jitter,
                loss=model.loss,
            )
            self._links[key] = link
            for connection in self._connections:
                connection.use(self.link_to(connection.host, connection.port))
        given = {
            "latency": latency,
            "bandwidth": bandwidth,
            "connect": connect,
            "jitter": jitter,
            "loss": loss,
        }
        for name, value in given.items():
            if value is not None:
                setattr(link, name, value)
        return link

    def link_to(self, place: str, port: int | None) -> Link:
        """Return the link that a connection to this place and port uses."""
        return self._links.get((place, port)) or self._links.get((place, None)) or self._default_link

    # -- who is connected

    @property
    def connections(self) -> list[Connection]:
        """The live connections, oldest first."""
        return list(self._connections)

    def number(self) -> int:
        """Return the number of the next connection."""
        self._connected += 1
        return self._connected

    def admit(self, connection: Connection) -> None:
        """Take a connection into the list until it ends, and let the link's owner prepare faults."""
        self._connections.append(connection)
        if connection.link.on_connect is not None:
            connection.link.on_connect(connection)

    def dismiss(self, connection: Connection) -> None:
        """Take a connection off the list, because both its ends are gone."""
        self._connections.remove(connection)

    def left_behind(self) -> list[str]:
        """Return what lives in the loop at the moment, as a person lists it: nothing, if all was closed."""
        connections = [f"connection {connection.name}" for connection in self._connections]
        return [*connections, *self.registry.left_behind()]

    def leave_loop(self) -> None:
        """Let go of everything that lived in a loop, because it is closed; mounted peers stay."""
        dropped, self._connections = self._connections, []
        for connection in dropped:
            connection.drop()
        self._connected = 0
        self.faults.clear()
        self.registry.leave_loop()

    # -- what goes where

    def goes_real(self, host: Any, port: int | None) -> bool:
        """Say whether a connection belongs to the real network; raise `UnknownHost` if it belongs nowhere."""
        place = self.registry.hosts.place(host)
        if self.registry.find(place, port) is not None:
            return False
        if self.allows_real(place, port):
            return True
        if self.knows(place) and (self.strict or place != LOCAL):
            return False
        if not self.strict:
            return True
        raise self.unknown(host, port)

    def allows_real(self, place: str, port: int | None) -> bool:
        """Say whether a test let this place, or path, be real."""
        return (place, port) in self._real or (place, None) in self._real

    def knows(self, place: str) -> bool:
        """Say whether there is such a host here: this machine, a mounted host, or one with a link."""
        return place == LOCAL or self.registry.knows(place) or any(known == place for known, _ in self._links)

    def unknown(self, host: Any, port: int | None) -> UnknownHost:
        """Return the error for a host that nobody mounted, and note the miss."""
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
        self.misses.append(Miss(name, port or None, "unknown host"))
        return UnknownHost.named(name, port or None, self.registry.labels())

    def missed(self, place: str, port: int | None) -> None:
        """Note that nobody listened."""
        self.misses.append(Miss(place, port, "refused"))

    def address_of(self, host: Any, port: int, family: int = 0) -> tuple[Any, ...]:
        """Return the socket address under which a host is reached."""
        place = self.registry.hosts.place(host)
        text = host if isinstance(host, str) and version_of(host) is not None else None
        address = text or self.registry.hosts.address(place, family)
        return sockaddr(address or place, port)


def _bare(host: str) -> str:
    """Refuse a URL or a host with its port, where a bare name is meant."""
    if not host or "/" in host or re.fullmatch(r"[^:\[\]]*:\d+|\[.*\]:\d+", host):
        raise UsageError(
            f"a host is a bare name or address, not {host!r}; write it without scheme, port and path, "
            'for example network.mount("api.example.com", 443, protocol_factory).'
        )
    return host
