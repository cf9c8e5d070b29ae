from __future__ import annotations

import asyncio
import gc
import warnings

import pytest

from asyncproof.loop.network import Network
from asyncproof.loop.network.listener import Listener
from asyncproof.loop.network.registry import Registry
from tests.loop.network.ends import Collector, run


def test_the_exact_port_comes_before_every_port() -> None:
    """And who is not open is not found."""
    registry = Registry()
    anywhere, here = Listener("a", None, Collector), Listener("a", 80, Collector)
    for listener in (anywhere, here):
        registry.bind(listener, ("a", 0))
    assert registry.find("a", 80) is here
    assert registry.find("a", 81) is anywhere
    assert registry.find("b", 80) is None
    here.open = False
    assert registry.find("a", 80) is None
    assert registry.bound("a", 80) is here


def test_a_place_can_be_had_once() -> None:
    """Until it is free again; freeing what is not bound changes nothing."""
    registry = Registry()
    first, second = Listener("a", 80, Collector), Listener("a", 80, Collector)
    registry.bind(first, ("a", 80))
    with pytest.raises(OSError, match="in use"):
        registry.bind(second, ("a", 80))
    registry.unbind(second)
    assert registry.find("a", 80) is first
    registry.unbind(first)
    registry.bind(second, ("a", 80))
    assert registry.labels() == ["a:80"]


def test_paths_are_places_too() -> None:
    """A path can be had once, and is found by itself."""
    registry = Registry()
    listener = Listener("/run/socket", None, Collector)
    registry.bind(listener, "/run/socket")
    with pytest.raises(OSError, match="in use"):
        registry.bind(Listener("/run/socket", None, Collector), "/run/socket")
    assert registry.find_path("/run/socket") is listener
    assert registry.paths() == ["/run/socket"]
    registry.unbind(listener)
    assert registry.find_path("/run/socket") is None


def test_it_knows_hosts_and_their_ports() -> None:
    """A host is known while anybody listens there."""
    registry = Registry()
    for port in (443, 80, None):
        registry.bind(Listener("a", port, Collector), ("a", 0))
    assert registry.knows("a")
    assert not registry.knows("b")
    assert registry.ports("a") == [80, 443]


@pytest.mark.asyncproof(leaks="off")
def test_a_closed_loop_leaves_only_what_is_mounted() -> None:
    """Servers and endpoints that nobody closed are warned of; their addresses are free for the next loop."""
    network = Network()
    network.mount("mounted.example", 80, Collector)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        await loop.create_server(Collector, "127.0.0.1", 80)
        await loop.create_unix_server(Collector, "/run/socket")
        await loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=("127.0.0.1", 53))
        assert network.left_behind() == [
            "server at localhost:80",
            "server at /run/socket",
            "datagram endpoint at localhost",
        ]

    for _ in range(2):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            run(main, network, hang_up=False)
            gc.collect()
        messages = sorted(str(warning.message)[:26] for warning in caught)
        assert messages == ["unclosed server <MemoryServ"[:26]] * 2 + ["unclosed transport <Datagra"[:26]]
    assert network.registry.labels() == ["mounted.example:80"]
