"""Listening as a server: `create_server` and `create_unix_server` on the network."""

from __future__ import annotations

import ssl as tls
from typing import TYPE_CHECKING, Any

from asyncproof.loop.network.clients import path_name
from asyncproof.loop.network.handshake import Tls
from asyncproof.loop.network.hosts import LOCAL, is_wildcard, port_number
from asyncproof.loop.network.listener import Listener
from asyncproof.loop.network.memory_socket import MemorySocket
from asyncproof.loop.network.server import MemoryServer

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import Callable, Iterable

    from asyncproof.loop.network.arrivals import ArrivalLoop
    from asyncproof.loop.network.network import Network


def hosts_of(host: Any) -> list[Any]:
    """Return the hosts that a server's `host` argument names."""
    if is_wildcard(host):
        return ["0.0.0.0"]  # noqa: S104 - on the network in memory, nothing is bound
    if isinstance(host, (str, bytes)):
        return [host]
    return list(host)


def goes_real(network: Network, host: Any, port: Any) -> bool:
    """Say whether a test let this place be real, so that a server is to listen there really."""
    place_of = network.registry.hosts.place
    return any(network.allows_real(place_of(one), port_number(port) or None) for one in hosts_of(host))


def listen(
    network: Network,
    loop: ArrivalLoop,
    factory: Callable[[], asyncio.BaseProtocol],
    addresses: Iterable[tuple[Any, int]],
    *,
    ssl: Any = None,
    family: int = 0,
) -> MemoryServer:
    """Bind a server to hosts and ports (0: a free one); it does not accept yet."""
    listeners, sockets = [], []
    try:
        for host, wanted in addresses:
            place = network.registry.hosts.place(host)
            port = wanted or network.registry.free_port(place)
            address = network.address_of(host, port, family)
            listeners.append(_bound(network, place, port, factory, address, ssl=ssl))
            sockets.append(MemorySocket(address))
    except BaseException:
        for listener in listeners:
            network.registry.unbind(listener)
        raise
    return MemoryServer(loop, network.registry, listeners, sockets)


def listen_at_path(
    network: Network,
    loop: ArrivalLoop,
    factory: Callable[[], asyncio.BaseProtocol],
    path: Any,
    *,
    ssl: Any = None,
) -> MemoryServer:
    """Bind a server to a Unix socket's path, which does not appear on disk; it does not accept yet."""
    name = path_name(path)
    listener = _bound(network, name, None, factory, name, ssl=ssl)
    return MemoryServer(loop, network.registry, [listener], [MemorySocket(name)])


def listen_in_place_of(
    network: Network,
    loop: ArrivalLoop,
    factory: Callable[[], asyncio.BaseProtocol],
    sock: socket.socket,
    *,
    ssl: Any,
) -> MemoryServer:
    """Bind a server to the address of a bound real socket, which is closed: nothing real listens."""
    address = sock.getsockname()
    host = LOCAL if is_wildcard(address[0]) else address[0]
    listener = _bound(network, network.registry.hosts.place(host), address[1], factory, address, ssl=ssl)
    sock.close()
    return MemoryServer(loop, network.registry, [listener], [MemorySocket(address)])


def _bound(
    network: Network,
    place: str,
    port: int | None,
    factory: Callable[[], asyncio.BaseProtocol],
    address: Any,
    *,
    ssl: Any,
) -> Listener:
    if ssl is not None and not isinstance(ssl, tls.SSLContext):
        raise TypeError("ssl argument must be an SSLContext or None")
    policy = Tls.REFUSED if ssl is None else Tls.EXPECTED
    listener = Listener(place, port, factory, tls=policy, ssl_context=ssl, open=False)
    network.registry.bind(listener, address)
    return listener
