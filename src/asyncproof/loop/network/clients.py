"""Connecting as a client: `create_connection` and `create_unix_connection` on the network."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING, Any

from asyncproof.loop.network.dial import Dial, Target
from asyncproof.loop.network.hosts import LOCAL, port_number
from asyncproof.loop.network.names import lookup, may_not_resolve
from asyncproof.loop.network.tls import client_context

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from asyncproof.loop.network.arrivals import ArrivalLoop
    from asyncproof.loop.network.network import Network
    from asyncproof.loop.network.stream import MemoryTransport


async def connect(
    network: Network, loop: ArrivalLoop, host: Any, port: Any, *, family: int = 0, local_addr: Any = None
) -> MemoryTransport:
    """Return the client's end of a new connection to a host."""
    number = port_number(port)
    may_not_resolve(loop, network, host)
    found = lookup(network, host, number, family=family, type=socket.SOCK_STREAM, flags=0)
    address = found[0][4] if found else network.address_of(host, number, family)
    place = network.registry.hosts.place(host)
    return await dial(network, loop, place, address, local_addr)


async def dial(
    network: Network, loop: ArrivalLoop, place: str, address: Any, local_addr: Any = None
) -> MemoryTransport:
    """Return the client's end of a new connection to an address."""
    host, port = local_addr[:2] if local_addr else (None, 0)
    family = socket.AF_INET6 if len(address) > 2 else socket.AF_INET  # noqa: PLR2004 - (host, port, flow, scope)
    client = network.address_of(host or LOCAL, port or network.registry.free_port(), family)
    return await Dial(network, loop, Target(place, address[1], address, client)).connect()


async def connect_path(network: Network, loop: ArrivalLoop, path: Any) -> MemoryTransport:
    """Return the client's end of a new connection to a Unix socket's path."""
    name = path_name(path)
    return await Dial(network, loop, Target(name, None, name, "")).connect()


def path_name(path: Any) -> str:
    """Return a Unix socket's path as text."""
    return os.fsdecode(os.fspath(path))


async def hand_over(
    end: MemoryTransport,
    protocol_factory: Callable[[], asyncio.BaseProtocol],
    *,
    ssl: Any = None,
    server_hostname: str | None = None,
    ssl_handshake_timeout: float | None = None,
) -> tuple[MemoryTransport, Any]:
    """Give a client's end its protocol, after TLS if that is asked for, as `create_connection` does."""
    loop = end._loop
    try:
        protocol = protocol_factory()
        if ssl:
            await end.start_tls(
                client_context(ssl),
                server_hostname=server_hostname or None,
                timeout=ssl_handshake_timeout,
            )
        waiter: asyncio.Future[None] = loop.create_future()
        end.begin(protocol, waiter)
        await waiter
    except BaseException:
        end.close()
        raise
    return end, protocol


def check_tls(
    host: Any, *, ssl: Any, server_hostname: str | None, ssl_handshake_timeout: float | None
) -> str | None:
    """Check the arguments about TLS as asyncio does, and return the server's name."""
    if server_hostname is not None and not ssl:
        raise ValueError("server_hostname is only meaningful with ssl")
    if ssl_handshake_timeout is not None and not ssl:
        raise ValueError("ssl_handshake_timeout is only meaningful with ssl")
    if server_hostname is None and ssl:
        if not host:
            raise ValueError("You must set server_hostname when using ssl without a host")
        server_hostname = host.decode() if isinstance(host, bytes) else host
    return server_hostname
