"""Datagrams in memory: endpoints find each other by address; what nobody receives is lost, as UDP does."""

from __future__ import annotations

import asyncio
import socket
from contextvars import copy_context
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from asyncproof.loop.network.clients import path_name
from asyncproof.loop.network.errors import in_use, refused
from asyncproof.loop.network.hosts import is_wildcard, port_number, version_of
from asyncproof.loop.network.lifetime import Lifetime
from asyncproof.loop.network.memory_socket import Address, MemorySocket
from asyncproof.loop.network.waiters import settle

if TYPE_CHECKING:
    from collections.abc import Hashable

    from asyncproof.loop.network.arrivals import ArrivalLoop
    from asyncproof.loop.network.network import Network

LARGEST_DATAGRAM = 65507


class DatagramTransport(Lifetime, asyncio.DatagramTransport):
    """An endpoint that sends and receives datagrams."""

    def __init__(
        self,
        loop: ArrivalLoop,
        network: Network,
        protocol: asyncio.DatagramProtocol,
        *,
        address: Address,
        peer: Address,
    ) -> None:
        """Bind an endpoint to an address; with a peer it sends to and hears from no one else."""
        super().__init__(loop, MemorySocket(address, peer, type=socket.SOCK_DGRAM), {"peername": peer})
        self._protocol = protocol
        self.context = copy_context()
        self._network = network
        self._address = address
        self._peer = peer
        self._sent = 0
        network.registry.endpoints[_key(network, address)] = self

    def start(self, waiter: asyncio.Future[None]) -> None:
        """Tell the protocol that the endpoint is there."""
        self._loop.call_soon(self._protocol.connection_made, self)
        self._loop.call_soon(settle, waiter)

    # -- sending

    def sendto(self, data: bytes | bytearray | memoryview, addr: Any = None) -> None:
        """Send one datagram; never waits and never fails, except that the protocol hears of a refusal."""
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f"data argument must be a bytes-like object, not {type(data).__name__!r}")
        if self._peer is not None:
            if addr not in (None, self._peer):
                raise ValueError(f"Invalid address: must be None or {self._peer}")
            addr = self._peer
        if self._lost_writes:
            self._count_lost_write()
            return
        error = self._send(bytes(data), addr)
        if error is not None:
            self._protocol.error_received(error)

    def _send(self, data: bytes, target: Any) -> OSError | None:
        if target is None:
            return OSError(89, "Destination address required")
        if len(data) > LARGEST_DATAGRAM:
            return OSError(90, "Message too long")
        if is_to_all(target):
            for endpoint in self._network.registry.endpoints_at(target[1]):
                self._carry(data, target, endpoint)
            return None
        if isinstance(target, tuple) and not self._network.knows(
            self._network.registry.hosts.place(target[0])
        ):
            return self._network.unknown(target[0], target[1])
        self._carry(data, target, None)
        return None

    def _carry(self, data: bytes, target: Any, endpoint: DatagramTransport | None) -> None:
        delay = 0
        source: Hashable = f"datagrams {self._address} to {target}"
        if isinstance(target, tuple):
            link = self._network.link_to(self._network.registry.hosts.place(target[0]), target[1])
            if link.loses(self._loop) or self._loop.may_fail(
                f"a datagram to {target[0]}:{target[1]} is lost"
            ):
                return
            delay = link.trip(self._loop)
            if link.jitter_ns:  # datagrams overtake each other
                self._sent += 1
                source = (source, self._sent)
        self._loop.arrive(source, self._deliver, data, target, endpoint, delay=delay)

    def _deliver(self, data: bytes, target: Any, endpoint: DatagramTransport | None) -> None:
        endpoint = endpoint or self._network.registry.endpoints.get(_key(self._network, target))
        if endpoint is not None and not endpoint.is_closing():
            endpoint.context.run(endpoint.arrived, data, self._address)
        elif self._peer is not None and not self._closing:
            self.context.run(self._protocol.error_received, _nobody(self._network, target))

    # -- receiving

    def arrived(self, data: bytes, sender: Address) -> None:
        """Take a datagram, unless it comes from someone else than the peer."""
        if self._peer in (None, sender):
            self._protocol.datagram_received(data, sender)

    def get_write_buffer_size(self) -> int:
        """Return how many bytes wait to be sent: never any."""
        return 0

    def get_write_buffer_limits(self) -> tuple[int, int]:
        """Return asyncio's limits; they are never reached."""
        return (16 * 1024, 64 * 1024)

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Accept limits; they are never reached."""

    def _shut(self) -> None:
        del self._network.registry.endpoints[_key(self._network, self._address)]


async def open_endpoint(
    network: Network,
    loop: ArrivalLoop,
    protocol: asyncio.DatagramProtocol,
    *,
    local_addr: Any = None,
    remote_addr: Any = None,
    family: int = 0,
) -> DatagramTransport:
    """Make an endpoint as `create_datagram_endpoint` does."""
    peer = None if remote_addr is None else _address(network, remote_addr, family)
    if local_addr is None:
        v6 = peer is not None and len(peer) > 2  # noqa: PLR2004 - (host, port, flow, scope)
        family = socket.AF_INET6 if v6 else family
        local_addr = ("127.0.0.1" if family != socket.AF_INET6 else "::1", 0)
    address = _address(network, local_addr, family)
    if isinstance(address, tuple) and not address[1]:
        port = network.registry.free_port()
        address = (address[0], port, *address[2:])
    if _key(network, address) in network.registry.endpoints:
        raise in_use(address)
    transport = DatagramTransport(loop, network, protocol, address=address, peer=peer)
    waiter: asyncio.Future[None] = loop.create_future()
    transport.start(waiter)
    try:
        await waiter
    except BaseException:
        transport.close()
        raise
    return transport


def is_to_all(target: Any) -> bool:
    """Say whether an address means whoever is there: a broadcast or a multicast group."""
    if not isinstance(target, tuple) or version_of(target[0]) is None:
        return False
    return bool(target[0] == "255.255.255.255" or ip_address(target[0]).is_multicast)


def _address(network: Network, given: Any, family: int) -> Address:
    if not isinstance(given, tuple):
        return path_name(given)
    port = port_number(given[1])
    if is_wildcard(given[0]):
        return network.address_of("0.0.0.0", port, family)  # noqa: S104 - an address in memory
    return network.address_of(given[0], port, family)


def _key(network: Network, address: Address) -> tuple[str, int | None]:
    if isinstance(address, tuple):
        return network.registry.hosts.place(address[0]), address[1]
    return str(address), None


def _nobody(network: Network, target: Any) -> OSError:
    if not isinstance(target, tuple):
        return ConnectionRefusedError(111, f"Connection refused: nobody receives datagrams at {target!r}")
    place = network.registry.hosts.place(target[0])
    return refused(target, place, target[1], network.registry.ports(place))
