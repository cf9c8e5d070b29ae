"""Who listens where: the table of listeners, and the ports that are free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.loop.network.errors import in_use
from asyncproof.loop.network.hosts import LOCAL, Hosts

if TYPE_CHECKING:
    from asyncproof.loop.network.listener import Listener
    from asyncproof.loop.network.memory_socket import Address

FIRST_FREE_PORT = 49152
LAST_PORT = 65535


class Registry:
    """Knows every listener of a network by host and port, or by path."""

    def __init__(self) -> None:
        """Start with nobody listening."""
        self.hosts = Hosts()
        self._listeners: dict[tuple[str, int | None], Listener] = {}
        self._paths: dict[str, Listener] = {}
        self.endpoints: dict[tuple[str, int | None], Any] = {}
        """The datagram transports that are bound, by host and port or path."""
        self._next_port = FIRST_FREE_PORT

    # -- listening

    def bind(self, listener: Listener, address: Address) -> None:
        """Reserve the place of a listener; raises `OSError` if somebody has it already."""
        if isinstance(address, tuple):
            if (listener.place, listener.port) in self._listeners:
                raise in_use(address)
            self._listeners[listener.place, listener.port] = listener
        else:
            if listener.place in self._paths:
                raise in_use(address)
            self._paths[listener.place] = listener

    def unbind(self, listener: Listener) -> None:
        """Free the place of a listener."""
        if self._listeners.get((listener.place, listener.port)) is listener:
            del self._listeners[listener.place, listener.port]
        elif self._paths.get(listener.place) is listener:
            del self._paths[listener.place]

    def left_behind(self) -> list[str]:
        """Return the servers and endpoints that are open."""
        listeners = [*self._listeners.values(), *self._paths.values()]
        servers = [f"server at {listener.label}" for listener in listeners if listener.server is not None]
        return [*servers, *(f"datagram endpoint at {place}" for place, _ in self.endpoints)]

    def leave_loop(self) -> None:
        """Let go of the servers and endpoints of a loop that is closed; mounted peers stay."""
        for table in (self._listeners, self._paths):
            for place, listener in list(table.items()):
                if listener.server is not None:
                    del table[place]  # type: ignore[arg-type] # both tables have keys of their own kind
        self._next_port = FIRST_FREE_PORT
        endpoints = list(self.endpoints.values())
        self.endpoints.clear()
        for endpoint in endpoints:
            endpoint.outlive(blameless=False)

    def free_port(self, place: str = LOCAL) -> int:
        """Return a port that nobody listens on."""
        while True:
            port = self._next_port
            self._next_port = port + 1 if port < LAST_PORT else FIRST_FREE_PORT
            if (place, port) not in self._listeners and (place, port) not in self.endpoints:
                return port

    # -- finding

    def find(self, place: str, port: int | None) -> Listener | None:
        """Return who answers on this port of this place, if anybody does."""
        listener = self._listeners.get((place, port)) or self._listeners.get((place, None))
        return listener if listener is not None and listener.open else None

    def find_path(self, path: str) -> Listener | None:
        """Return who answers on this path, if anybody does."""
        listener = self._paths.get(path)
        return listener if listener is not None and listener.open else None

    def bound(self, place: str, port: int | None) -> Listener | None:
        """Return who has exactly this place, open or not."""
        return self._listeners.get((place, port))

    def knows(self, place: str) -> bool:
        """Say whether anybody listens anywhere at this place."""
        return any(known == place for table in (self._listeners, self.endpoints) for known, _ in table)

    def endpoints_at(self, port: int) -> list[Any]:
        """Return the datagram transports that are bound to a port of any place."""
        return [endpoint for (_, bound), endpoint in self.endpoints.items() if bound == port]

    def ports(self, place: str) -> list[int]:
        """Return the ports of this place that somebody listens on."""
        return sorted(port for known, port in self._listeners if known == place and port is not None)

    def labels(self) -> list[str]:
        """Return every place where somebody listens, as a person writes it."""
        return sorted(listener.label for listener in self._listeners.values())

    def paths(self) -> list[str]:
        """Return every path that somebody listens on."""
        return sorted(self._paths)
