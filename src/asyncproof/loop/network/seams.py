"""The loop's public network methods: each asks the loop's network, and asyncio's own where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.loop.network import aiohttp_clock, anyio_tls
from asyncproof.loop.network.clients import check_tls, connect, connect_path, hand_over, path_name
from asyncproof.loop.network.datagram import open_endpoint
from asyncproof.loop.network.hosts import port_number
from asyncproof.loop.network.names import lookup, may_not_resolve, reverse
from asyncproof.loop.network.servers import goes_real, hosts_of, listen, listen_at_path, listen_in_place_of
from asyncproof.loop.network.socket_seams import INTERNET, SocketSeams
from asyncproof.loop.network.stream import MemoryTransport

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from asyncproof.loop.network.network import Network
    from asyncproof.loop.network.server import MemoryServer

MEANINGLESS = {"proto", "flags", "happy_eyeballs_delay", "interleave", "all_errors", "ssl_shutdown_timeout"}
"""Options of `create_connection` that change nothing where every host has one address."""


class NetworkSeams(SocketSeams):
    """Puts a `Network` under every public network method of the loop; without one, nothing is different."""

    # -- the loop's life

    def run_forever(self) -> None:
        """Run; what anyio and aiohttp are told about connections in memory holds until the loop stops."""
        if self.network is not None:
            aiohttp_clock.begin(self)
        try:
            super().run_forever()
        finally:
            anyio_tls.end(self)
            aiohttp_clock.end(self)

    def close(self) -> None:
        """Close the loop; connections in memory that are still open are dropped, as sockets would be."""
        super().close()
        if self.network is not None:
            self.network.leave_loop()

    def may_fail(self, *troubles: str) -> int:
        """Ask what of this fails, and note it where those look who expect something of the network."""
        picked = super().may_fail(*troubles)
        if picked and self.network is not None:
            self.network.faults.append(troubles[picked - 1])
        return picked

    # -- names

    async def getaddrinfo(
        self, host: Any, port: Any, *, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
    ) -> Any:
        """Look a name up on the network."""
        if self.network is not None:
            may_not_resolve(self, self.network, host)
            found = lookup(self.network, host, port, family=family, type=type, flags=flags)
            if found is not None:
                return found
        return await super().getaddrinfo(host, port, family=family, type=type, proto=proto, flags=flags)

    async def getnameinfo(self, sockaddr: Any, flags: int = 0) -> Any:
        """Look up whose address this is."""
        found = None if self.network is None else reverse(self.network, sockaddr, flags)
        return await super().getnameinfo(sockaddr, flags) if found is None else found

    # -- streams, the client's side

    async def create_connection(
        self, protocol_factory: Callable[[], Any], host: Any = None, port: Any = None, **options: Any
    ) -> Any:
        """Connect to a host of the network, or let a connected socket have its transport."""
        network, sock = self.network, options.get("sock")
        held = sock is not None and self._held_sockets is not None and sock in self._held_sockets
        if not held and (
            network is None or host is None or sock is not None or network.goes_real(host, port_number(port))
        ):
            return await super().create_connection(protocol_factory, host, port, **options)
        return await self._connect(protocol_factory, host, port, **options)

    async def _connect(
        self,
        protocol_factory: Callable[[], Any],
        host: Any,
        port: Any,
        *,
        ssl: Any = None,
        family: int = 0,
        sock: socket.socket | None = None,
        local_addr: Any = None,
        server_hostname: str | None = None,
        ssl_handshake_timeout: float | None = None,
        **meaningless: Any,
    ) -> tuple[MemoryTransport, Any]:
        unknown = set(meaningless) - MEANINGLESS
        if unknown:
            raise TypeError(f"create_connection() got an unexpected keyword argument {min(unknown)!r}")
        if sock is not None and host is not None:
            raise ValueError("host/port and sock can not be specified at the same time")
        name = check_tls(
            host, ssl=ssl, server_hostname=server_hostname, ssl_handshake_timeout=ssl_handshake_timeout
        )
        if sock is not None and self._held_sockets is not None:
            end = self._held_sockets.release(sock)
        else:
            assert self.network is not None  # noqa: S101 - for the type checker: the caller has seen it
            end = await connect(self.network, self, host, port, family=family, local_addr=local_addr)
        anyio_tls.begin(self)
        aiohttp_clock.begin(self)
        return await hand_over(
            end, protocol_factory, ssl=ssl, server_hostname=name, ssl_handshake_timeout=ssl_handshake_timeout
        )

    async def create_unix_connection(
        self, protocol_factory: Callable[[], Any], path: Any = None, **options: Any
    ) -> Any:
        """Connect to a path of the network, which is not on disk."""
        network = self.network
        if network is None or path is None or options.get("sock") is not None or _path_is_real(network, path):
            return await super().create_unix_connection(protocol_factory, path, **options)
        tls: dict[str, Any] = {
            key: options.get(key) for key in ("ssl", "server_hostname", "ssl_handshake_timeout")
        }
        check_tls(None, **tls)
        return await hand_over(await connect_path(network, self, path), protocol_factory, **tls)

    async def start_tls(self, transport: Any, protocol: Any, sslcontext: Any, **options: Any) -> Any:
        """Agree on TLS on a connection in memory; its transport stays the same."""
        if not isinstance(transport, MemoryTransport):
            return await super().start_tls(transport, protocol, sslcontext, **options)
        transport.set_protocol(protocol)
        await transport.start_tls(
            sslcontext,
            server_side=options.get("server_side", False),
            server_hostname=options.get("server_hostname"),
            timeout=options.get("ssl_handshake_timeout"),
        )
        return transport

    async def sendfile(
        self, transport: Any, file: Any, offset: int = 0, count: int | None = None, *, fallback: bool = True
    ) -> int:
        """Send a file over a connection in memory by writing it."""
        if not isinstance(transport, MemoryTransport):
            return await super().sendfile(transport, file, offset, count, fallback=fallback)
        if transport.is_closing():
            raise RuntimeError("Transport is closing")
        file.seek(offset)
        sent = 0
        while data := file.read(min(_BLOCK, _BLOCK if count is None else count - sent)):
            transport.write(data)
            sent += len(data)
            await transport.flushed()
        return sent

    # -- streams, the server's side

    async def create_server(
        self, protocol_factory: Callable[[], Any], host: Any = None, port: Any = None, **options: Any
    ) -> Any:
        """Listen on a host and port of the network."""
        network, sock = self.network, options.get("sock")
        if network is None:
            return await super().create_server(protocol_factory, host, port, **options)
        ssl, family = options.get("ssl"), options.get("family", 0)
        if sock is not None:
            if sock.family not in INTERNET or goes_real(network, *sock.getsockname()[:2]):
                return await super().create_server(protocol_factory, host, port, **options)
            server = listen_in_place_of(network, self, protocol_factory, sock, ssl=ssl)
        elif goes_real(network, host, port):
            return await super().create_server(protocol_factory, host, port, **options)
        else:
            addresses = [(one, port_number(port)) for one in hosts_of(host)]
            server = listen(network, self, protocol_factory, addresses, ssl=ssl, family=family)
        return await _serving(server, at_once=options.get("start_serving", True))

    async def create_unix_server(
        self, protocol_factory: Callable[[], Any], path: Any = None, **options: Any
    ) -> Any:
        """Listen on a path of the network; nothing appears on disk."""
        network = self.network
        real = path is not None and network is not None and network.allows_real(path_name(path), None)
        if network is None or path is None or options.get("sock") is not None or real:
            return await super().create_unix_server(protocol_factory, path, **options)
        server = listen_at_path(network, self, protocol_factory, path, ssl=options.get("ssl"))
        return await _serving(server, at_once=options.get("start_serving", True))

    # -- datagrams

    async def create_datagram_endpoint(
        self,
        protocol_factory: Callable[[], Any],
        local_addr: Any = None,
        remote_addr: Any = None,
        **options: Any,
    ) -> Any:
        """Make a datagram endpoint on the network."""
        network = self.network
        far = remote_addr if isinstance(remote_addr, tuple) else None
        near = local_addr if isinstance(local_addr, tuple) else None
        real = network is not None and (
            (far is not None and network.goes_real(far[0], port_number(far[1])))
            or (far is None and near is not None and goes_real(network, near[0], near[1]))
        )
        if network is None or real or options.get("sock") is not None:
            return await super().create_datagram_endpoint(
                protocol_factory, local_addr=local_addr, remote_addr=remote_addr, **options
            )
        protocol = protocol_factory()
        transport = await open_endpoint(
            network,
            self,
            protocol,
            local_addr=local_addr,
            remote_addr=remote_addr,
            family=options.get("family", 0),
        )
        return transport, protocol


_BLOCK = 64 * 1024


async def _serving(server: MemoryServer, *, at_once: bool) -> MemoryServer:
    if at_once:
        await server.start_serving()
    return server


def _path_is_real(network: Network, path: Any) -> bool:
    name = path_name(path)
    if network.registry.find_path(name) is not None:
        return False
    return not network.strict or network.allows_real(name, None)
