"""The loop's methods for sockets by hand: a socket connected on the network stands for a connection there."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.loop.network.arrivals import ArrivalLoop
from asyncproof.loop.network.clients import dial
from asyncproof.loop.network.raw import HeldSockets
from asyncproof.loop.network.servers import goes_real

if TYPE_CHECKING:
    from asyncproof.loop.network.network import Network

INTERNET = (socket.AF_INET, socket.AF_INET6)


class SocketSeams(ArrivalLoop):
    """Connects, reads and writes sockets on the loop's network, and refuses what would go around it."""

    network: Network | None = None
    _held_sockets: HeldSockets | None = None

    async def sock_connect(self, sock: Any, address: Any) -> None:
        """Connect a socket: on the network it stands for a connection in memory."""
        network = self.network
        if network is None or sock.family not in INTERNET or network.goes_real(address[0], address[1]):
            return await super().sock_connect(sock, address)
        local = sock.getsockname()
        place = network.registry.hosts.place(address[0])
        end = await dial(network, self, place, tuple(address), local if local[1] else None)
        if self._held_sockets is None:
            self._held_sockets = HeldSockets()
        self._held_sockets.hold(sock, end)
        return None

    async def sock_recv(self, sock: Any, nbytes: int) -> bytes:
        """Read from a connected socket."""
        if self._held_sockets is not None and sock in self._held_sockets:
            return await self._held_sockets.reader(sock).receive(nbytes)
        return await super().sock_recv(sock, nbytes)

    async def sock_recv_into(self, sock: Any, buf: Any) -> int:
        """Read from a connected socket into a buffer."""
        if self._held_sockets is None or sock not in self._held_sockets:
            return await super().sock_recv_into(sock, buf)
        view = memoryview(buf).cast("B")
        data = await self._held_sockets.reader(sock).receive(len(view))
        view[: len(data)] = data
        return len(data)

    async def sock_sendall(self, sock: Any, data: Any) -> None:
        """Send to a connected socket."""
        if self._held_sockets is not None and sock in self._held_sockets:
            return await self._held_sockets.reader(sock).send(bytes(data))
        return await super().sock_sendall(sock, data)

    async def sock_accept(self, sock: Any) -> Any:
        """Accept on a real socket, if its address may be real: the network has no listening sockets."""
        network = self.network
        if network is not None and network.strict and sock.family in INTERNET:
            host, port = sock.getsockname()[:2]
            if not goes_real(network, host, port):
                raise _goes_around("sock_accept", host, "loop.create_server or asyncio.start_server")
        return await super().sock_accept(sock)

    if sys.version_info >= (3, 11):

        async def sock_sendto(self, sock: Any, data: Any, address: Any) -> int:
            """Send a datagram from a real socket, if the address may be real."""
            network = self.network
            if network is not None and sock.family in INTERNET and not network.goes_real(*address[:2]):
                raise _goes_around("sock_sendto", address[0], "loop.create_datagram_endpoint")
            return await super().sock_sendto(sock, data, address)


def _goes_around(method: str, host: str, instead: str) -> UsageError:
    return UsageError(
        f"{method}() with {host!r} would use the real network, which this test has not let in; "
        f"use {instead}, which this test's network serves, or network.allow_real({host!r})."
    )
