"""What the network's tests share: a protocol that collects, and a pair of connected ends."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import asyncproof
from asyncproof.loop.network import Connection, Network


class Collector(asyncio.Protocol):
    """Keeps what it is told."""

    def __init__(self, *, keep_open: bool = False) -> None:
        self.keep_open = keep_open
        self.transport: Any = None
        self.received: list[tuple[float, bytes]] = []
        self.ended_at: float | None = None
        self.lost_with: list[BaseException | None] = []
        self.told: list[str] = []

    @property
    def data(self) -> bytes:
        """Everything that was received."""
        return b"".join(data for _, data in self.received)

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received.append((now(), data))

    def eof_received(self) -> bool:
        self.ended_at = now()
        return self.keep_open

    def connection_lost(self, exc: BaseException | None) -> None:
        self.lost_with.append(exc)

    def pause_writing(self) -> None:
        self.told.append("pause")

    def resume_writing(self) -> None:
        self.told.append("resume")


@dataclass
class Ends:
    """A connection to a mounted peer, and the protocols at its ends."""

    client: Collector
    server: Collector
    connection: Connection


def now() -> float:
    """Return the loop's time."""
    return asyncio.get_running_loop().time()


def run(main: Any, network: Network, *, hang_up: bool = True, **options: Any) -> Any:
    """Run a coroutine function on a network, and close what it leaves open."""

    async def whole() -> Any:
        try:
            return await main()
        finally:
            if hang_up:
                close_everything(network)
            await asyncio.sleep(0)

    return asyncproof.run(whole(), network=network, **options)


def close_everything(network: Network) -> None:
    """Abort connections and endpoints, and close servers."""
    for connection in network.connections:
        for end in connection.ends():
            end.abort()
    for endpoint in list(network.registry.endpoints.values()):
        endpoint.abort()
    for table in (network.registry._listeners, network.registry._paths):
        for listener in list(table.values()):
            if listener.server is not None:
                listener.server.close()


async def connected(network: Network, *, keep_open: bool = False, **options: Any) -> Ends:
    """Connect to a new peer at peer.example, port 7."""
    server, client = Collector(keep_open=keep_open), Collector(keep_open=keep_open)
    network.mount("peer.example", 7, lambda: server)
    await asyncio.get_running_loop().create_connection(lambda: client, "peer.example", 7, **options)
    network.unmount("peer.example", 7)
    return Ends(client, server, network.connections[-1])
