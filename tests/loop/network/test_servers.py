from __future__ import annotations

import asyncio
import socket
import ssl
import tempfile

import pytest

from asyncproof.loop.network import Network
from tests.loop.network.ends import Collector, run
from tests.loop.network.real_twin import Log, as_real


@as_real
async def test_unix_sockets_as_real(log: Log) -> None:
    """Unix sockets work, and where nobody listens there is no such file."""
    with tempfile.TemporaryDirectory() as directory:
        path = f"{directory}/socket"

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            log.append(
                ("server", writer.get_extra_info("sockname") == path, writer.get_extra_info("peername"))
            )
            writer.write(await reader.read())
            writer.close()

        with pytest.raises(FileNotFoundError):
            await asyncio.open_unix_connection(path)
        server = await asyncio.start_unix_server(serve, path)
        reader, writer = await asyncio.open_unix_connection(path)
        log.append((writer.get_extra_info("peername") == path, writer.get_extra_info("sockname")))
        log.append(writer.get_extra_info("socket").family)
        writer.write(b"hello")
        writer.write_eof()
        log.append(await reader.read())
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()


def test_a_server_can_listen_on_several_hosts() -> None:
    """Each has its socket; if one is taken, none is bound."""
    network = Network()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Collector, ["a.example", "b.example"], 80)
        assert [sock.getsockname() for sock in server.sockets] == [("240.0.0.1", 80), ("240.0.0.2", 80)]
        with pytest.raises(OSError, match="in use"):
            await loop.create_server(Collector, ["c.example", "b.example"], 80)
        await loop.create_server(Collector, "c.example", 80)

    run(main, network)


def test_a_bound_real_socket_gives_its_address() -> None:
    """As aiohttp's test server does it: the real socket is closed, and nothing real listens."""
    network = Network()

    async def main() -> None:
        loop, sock = asyncio.get_running_loop(), socket.socket()
        sock.bind(("127.0.0.1", 0))
        address = sock.getsockname()
        server = await loop.create_server(Collector, sock=sock)
        assert sock.fileno() == -1
        assert server.sockets[0].getsockname() == address
        transport, _ = await loop.create_connection(Collector, *address)
        assert transport.get_extra_info("peername") == address

    run(main, network)


def test_a_real_socket_of_an_allowed_host_stays_real() -> None:
    """Then it is asyncio's own server."""
    network = Network()
    network.allow_real("127.0.0.1")

    async def main() -> None:
        with socket.socket() as sock:
            sock.bind(("127.0.0.1", 0))
            server = await asyncio.get_running_loop().create_server(Collector, sock=sock)
            assert isinstance(server, asyncio.base_events.Server)
            server.close()

    run(main, network)


def test_a_servers_ssl_is_a_context() -> None:
    """True is refused as asyncio refuses it."""

    async def main() -> None:
        with pytest.raises(TypeError, match="must be an SSLContext or None"):
            await asyncio.get_running_loop().create_server(Collector, "127.0.0.1", 80, ssl=True)

    run(main, Network())


def test_a_unix_server_can_speak_tls_and_start_later() -> None:
    """Its path is nowhere on disk."""

    async def main() -> None:
        loop, server_end = asyncio.get_running_loop(), Collector()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server = await loop.create_unix_server(
            lambda: server_end, "/run/api", ssl=context, start_serving=False
        )
        with pytest.raises(FileNotFoundError, match="nobody listens on '/run/api'"):
            await loop.create_unix_connection(Collector, "/run/api")
        await server.start_serving()
        transport, _ = await loop.create_unix_connection(
            Collector, "/run/api", ssl=True, server_hostname="api.example"
        )
        transport.write(b"hello")
        await asyncio.sleep(1)
        assert server_end.data == b"hello"

    run(main, Network())
