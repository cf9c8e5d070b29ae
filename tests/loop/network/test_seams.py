from __future__ import annotations

import asyncio
import io
import socket
from pathlib import Path

import pytest

from asyncproof.loop import ControlledLoop
from asyncproof.loop.network import Network
from tests.loop.network.ends import Collector, connected, run


def test_a_file_is_sent_by_writing_it() -> None:
    """The whole of it or a part, waiting for room on the way; a closing transport refuses."""
    network = Network()
    content = bytes(range(256)) * 4000

    async def main() -> None:
        loop = asyncio.get_running_loop()
        ends = await connected(network)
        assert await loop.sendfile(ends.client.transport, io.BytesIO(content)) == len(content)
        await asyncio.sleep(1)
        assert ends.server.data == content
        assert await loop.sendfile(ends.server.transport, io.BytesIO(content), 10, 20) == 20
        await asyncio.sleep(1)
        assert ends.client.data == content[10:30]
        ends.client.transport.close()
        with pytest.raises(RuntimeError, match="closing"):
            await loop.sendfile(ends.client.transport, io.BytesIO(content))

    run(main, network)


def test_a_socket_that_is_connected_already_is_asyncios_business() -> None:
    """A pair of real sockets is given its transports as always, TLS and files included."""
    network = Network()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        near, far = socket.socketpair()
        transport, _ = await loop.create_connection(Collector, sock=near)
        other, collector = await loop.create_unix_connection(Collector, sock=far)
        assert "Selector" in type(transport).__name__
        with Path(__file__).open("rb") as file:
            await loop.sendfile(transport, file)
        with pytest.raises(TypeError, match="SSLContext"):
            await loop.start_tls(transport, Collector(), None)
        while collector.data != Path(__file__).read_bytes():
            await asyncio.sleep(0)
        transport.close()
        other.close()
        await asyncio.sleep(0)

    run(main, network)


def test_a_host_and_a_held_socket_are_one_too_many() -> None:
    """As asyncio says."""
    network = Network()
    network.mount("localhost", 80, Collector)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        with socket.socket() as sock:
            sock.setblocking(False)
            await loop.sock_connect(sock, ("127.0.0.1", 80))
            with pytest.raises(ValueError, match="can not be specified at the same time"):
                await loop.create_connection(Collector, "localhost", 80, sock=sock)

    run(main, network)


def test_real_unix_sockets(tmp_path: Path) -> None:
    """A path that the test allows, or an unknown one where the network is not strict, is on disk."""
    path = tmp_path / "socket"
    network = Network()
    network.allow_real(str(path))

    async def main() -> None:
        loop = asyncio.get_running_loop()
        accepted = Collector()
        server = await loop.create_unix_server(lambda: accepted, path)
        assert path.exists()
        transport, _ = await loop.create_unix_connection(Collector, path)
        while accepted.transport is None:
            await asyncio.sleep(0)
        transport.close()
        server.close()
        lenient.strict = False
        with pytest.raises(FileNotFoundError) as caught:
            await loop.create_unix_connection(Collector, tmp_path / "other")
        assert caught.value.strerror
        while not accepted.lost_with:
            await asyncio.sleep(0)

    lenient = network
    run(main, network)


@pytest.mark.asyncproof(leaks="off")
def test_a_loop_can_be_closed_with_connections_open() -> None:
    """Its connections are dropped and leave no descriptor behind."""
    network = Network()
    loop = ControlledLoop(network=network)
    ends = loop.run_until_complete(connected(network))
    sock = ends.client.transport.get_extra_info("socket")
    assert sock.fileno() > 0
    loop.close()
    assert sock.fileno() == -1
    assert network.connections == []
    ends.client.transport.abandon()
    ends.client.transport._open = False


def test_an_allowed_host_is_looked_up_really() -> None:
    """The real resolver is asked, here for an address, which needs no network."""
    network = Network()
    network.allow_real("192.0.2.1")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        [answer] = await loop.getaddrinfo("192.0.2.1", 80, type=socket.SOCK_STREAM)
        assert answer[4] == ("192.0.2.1", 80)

    run(main, network)
