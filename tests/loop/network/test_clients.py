from __future__ import annotations

import asyncio
import ssl
from pathlib import Path
from typing import Any

import pytest

from asyncproof.loop.network import Network
from asyncproof.loop.network.clients import path_name
from tests.loop.network.ends import Collector, run


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"server_hostname": "a"}, ValueError, "server_hostname is only meaningful with ssl"),
        ({"ssl_handshake_timeout": 1}, ValueError, "ssl_handshake_timeout is only meaningful with ssl"),
        ({"host": "", "ssl": True}, ValueError, "You must set server_hostname when using ssl without a host"),
        ({"ssl": "yes"}, TypeError, "not 'yes'"),
        ({"colour": "blue"}, TypeError, "unexpected keyword argument 'colour'"),
    ],
)
def test_bad_arguments_are_refused_as_by_asyncio(options: Any, error: Any, message: str) -> None:
    """In asyncio's own words where it has some; nothing is left connected."""
    network = Network()
    network.mount("localhost", 80, Collector)

    async def main() -> None:
        with pytest.raises(error, match=message):
            await asyncio.get_running_loop().create_connection(
                Collector, **{"host": "localhost", "port": 80, **options}
            )
        await asyncio.sleep(1)
        assert network.connections == []

    run(main, network)


def test_a_failing_client_factory_leaves_nothing_connected() -> None:
    """Its error is raised, and the connection closed."""
    network = Network()
    network.mount("api.example", 80, Collector)

    def factory() -> Collector:
        raise ZeroDivisionError

    async def main() -> None:
        with pytest.raises(ZeroDivisionError):
            await asyncio.get_running_loop().create_connection(factory, "api.example", 80)
        await asyncio.sleep(1)
        assert network.connections == []

    run(main, network)


def test_a_client_can_choose_its_own_address() -> None:
    """local_addr is what the server sees; options about several addresses change nothing."""
    network = Network()
    network.mount("api.example", 80, Collector)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        await loop.create_connection(
            Collector, b"api.example", "http", local_addr=("127.0.0.1", 1234), happy_eyeballs_delay=0.25
        )
        transport, _ = await loop.create_connection(Collector, "api.example", 80, family=10)
        assert network.connections[0].client == ("127.0.0.1", 1234)
        assert transport.get_extra_info("peername") == ("100::1", 80, 0, 0)
        assert transport.get_extra_info("sockname")[0] == "::1"

    run(main, network)


def test_a_servers_name_may_be_empty() -> None:
    """As asyncio allows it: then no name is sent."""
    network = Network()
    network.mount("api.example", 443, Collector)

    async def main() -> Any:
        loop = asyncio.get_running_loop()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        transport, _ = await loop.create_connection(
            Collector, "api.example", 443, ssl=context, server_hostname=""
        )
        return transport.get_extra_info("ssl_object").server_hostname

    assert run(main, network) is None


def test_paths_are_text_however_they_are_given() -> None:
    """As text, bytes or a path object."""
    assert {path_name(path) for path in ("/a/b", b"/a/b", Path("/a/b"))} == {"/a/b"}
