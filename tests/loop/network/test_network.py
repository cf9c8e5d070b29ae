from __future__ import annotations

import asyncio
import gc
import warnings
import weakref
from typing import Any

import pytest

from asyncproof.core import UsageError
from asyncproof.loop import ControlledLoop
from asyncproof.loop.network import Miss, Network, UnknownHost
from tests.loop.network.ends import Collector, connected, run


async def connect(host: Any, port: int = 80, **options: Any) -> Any:
    """Connect with a collecting protocol."""
    return await asyncio.get_running_loop().create_connection(Collector, host, port, **options)


def test_a_mounted_protocol_answers() -> None:
    """Whoever connects to a mounted host meets a protocol from its factory."""
    network = Network()
    peers: list[Collector] = []
    network.mount("API.example.com.", 80, lambda: peers.append(Collector()) or peers[-1])

    async def main() -> None:
        transport, _ = await connect("api.example.COM")
        assert transport.get_extra_info("peername") == ("240.0.0.1", 80)
        transport.write(b"hello")
        await asyncio.sleep(1)

    run(main, network)
    assert [peer.data for peer in peers] == [b"hello"]


def test_a_peer_can_answer_at_every_port() -> None:
    """Port None is every port that nobody else has."""
    network = Network()
    anywhere, here = [], []
    network.mount("api.example.com", None, lambda: anywhere.append(1) or Collector())
    network.mount("api.example.com", 81, lambda: here.append(1) or Collector())

    async def main() -> None:
        for port in (80, 81, 8080):
            await connect("api.example.com", port)

    run(main, network)
    assert (len(anywhere), len(here)) == (2, 1)


def test_a_host_that_nobody_mounted_is_an_error_at_once() -> None:
    """The error names host and port, lists who is mounted (close matches first), and says what to write."""
    network = Network(latency=10)
    for host in ("aaa.example.com", "api.example.com"):
        network.mount(host, 443, Collector)

    async def main() -> None:
        with pytest.raises(UnknownHost) as caught:
            await connect("apo.example.com", 443)
        assert str(caught.value) == (
            "nobody is mounted as 'apo.example.com' (port 443) on this test's network; "
            "mounted: api.example.com:443, aaa.example.com:443. "
            "Write network.mount('apo.example.com', 443, protocol_factory), or "
            "network.allow_real('apo.example.com') if the test is to reach the real host.\n"
            "(more: asyncproof explain unknown-host)"
        )
        assert (caught.value.host, caught.value.port) == ("apo.example.com", 443)
        assert asyncio.get_running_loop().time() == 0

    run(main, network)
    assert network.misses == [Miss("apo.example.com", 443, "unknown host")]


def test_a_host_with_nobody_on_that_port_refuses() -> None:
    """The error names host and port and the ports that are listened on, and it is a miss."""
    network = Network()
    network.mount("api.example.com", 443, Collector)

    async def main() -> None:
        with pytest.raises(ConnectionRefusedError, match=r"80 of 'api\.example.*listening there: 443"):
            await connect("api.example.com", 80)
        with pytest.raises(ConnectionRefusedError, match="nobody listens there at all"):
            await connect("localhost", 80)

    run(main, network)
    assert network.misses == [Miss("api.example.com", 80, "refused"), Miss("localhost", 80, "refused")]


def test_a_peer_can_be_taken_away() -> None:
    """After unmount the host is unknown, and connections that are there stay."""
    network = Network()

    async def main() -> None:
        ends = await connected(network)
        with pytest.raises(UnknownHost, match="nothing is mounted"):
            await connect("peer.example", 7)
        ends.client.transport.write(b"still here")
        await asyncio.sleep(1)
        assert ends.server.data == b"still here"

    run(main, network)


def test_mounting_twice_and_unmounting_nothing_are_refused() -> None:
    """Each error names the place and what to do."""
    network = Network()
    network.mount("api.example.com", 80, Collector)
    with pytest.raises(UsageError, match=r"api\.example\.com:80 is mounted already; call network\.unmount"):
        network.mount("api.example.com", 80, Collector)
    with pytest.raises(
        UsageError, match=r"nothing is mounted at 'x', port None; mounted: api\.example\.com:80"
    ):
        network.unmount("x", None)
    with pytest.raises(UsageError, match="mounted: nothing"):
        Network().unmount("x", 80)


@pytest.mark.parametrize("host", ["http://api.example.com", "api.example.com:80", "[::1]:80", "a/b", ""])
def test_a_host_is_a_bare_name(host: str) -> None:
    """A URL or a host with its port is refused, with an example."""
    with pytest.raises(UsageError, match="without scheme, port and path"):
        Network().mount(host, 80, Collector)


def test_a_bound_server_is_a_mounted_host() -> None:
    """A server may listen on any name, which is known from then on until it is closed."""
    network = Network()

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Collector, "api.example.com", 80)
        await connect("api.example.com", 80)
        assert server.sockets[0].getsockname() == ("240.0.0.1", 80)
        server.close()
        with pytest.raises(UnknownHost):
            await connect("api.example.com", 80)

    run(main, network)


@pytest.mark.parametrize("bound", ["127.0.0.1", "localhost", "::1", "0.0.0.0", "", None])
@pytest.mark.parametrize("reached", ["127.0.0.1", "localhost", "::1"])
def test_all_names_of_this_machine_are_one_host(bound: str | None, reached: str) -> None:
    """A server on any local name or address is reached by all of them; port 0 gives a free port."""
    network = Network()

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Collector, bound, 0)
        port = server.sockets[0].getsockname()[1]
        transport, _ = await connect(reached, port)
        assert transport.get_extra_info("peername")[1] == port
        assert transport.get_extra_info("peername")[0] == ("::1" if reached == "::1" else "127.0.0.1")

    run(main, network)


def test_allowed_hosts_are_real() -> None:
    """A host that a test allows is reached really, unless somebody is mounted there."""
    network = Network()
    network.allow_real("127.0.0.1")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Collector, "127.0.0.1", 0)
        assert isinstance(server, asyncio.base_events.Server)
        transport, _ = await connect("localhost", server.sockets[0].getsockname()[1])
        assert "Memory" not in type(transport).__name__
        transport.close()
        network.mount("localhost", 81, Collector)
        transport, _ = await connect("127.0.0.1", 81)
        assert "Memory" in type(transport).__name__
        server.close()
        await server.wait_closed()

    run(main, network)


def test_one_port_can_be_real() -> None:
    """allow_real with a port leaves all other ports to the network in memory."""
    network = Network()
    network.allow_real("127.0.0.1", port=9)
    assert network.goes_real("127.0.0.1", 9)
    assert not network.goes_real("127.0.0.1", 10)


def test_a_network_that_is_not_strict_lets_unknown_hosts_through() -> None:
    """Without strict, what nobody mounted is the real network's, this machine's free ports included."""
    network = Network(strict=False)
    network.mount("api.example.com", 80, Collector)
    assert network.goes_real("other.example.com", 80)
    assert network.goes_real("localhost", 80)
    assert not network.goes_real("api.example.com", 80)
    assert not network.goes_real("api.example.com", 81)


def test_ports_run_round() -> None:
    """After the last port comes the first one that is free."""
    network = Network()
    network.registry._next_port = 65535
    network.mount("localhost", 49152, Collector)
    assert [network.registry.free_port() for _ in range(2)] == [65535, 49153]


def test_a_network_shows_who_is_there() -> None:
    """The repr lists the mounted and counts the connections."""
    network = Network()
    network.mount("api.example.com", None, Collector)
    assert repr(network) == "<Network mounted=['api.example.com'] connections=0>"


@pytest.mark.asyncproof(leaks="off")
def test_a_connection_that_nobody_closed_is_warned_of() -> None:
    """As with a real transport: the client's end is, the end of a mounted peer is nobody's to close."""
    network = Network()

    async def main() -> None:
        await connected(network)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run(main, network, hang_up=False)
        gc.collect()
    [message] = [str(warning.message) for warning in caught if warning.category is ResourceWarning]
    assert message.startswith("unclosed transport <MemoryTransport open ('127.0.0.1'")
    assert network.connections == []


def test_an_end_that_was_about_to_close_is_not_warned_of() -> None:
    """The client has closed; that the server's end would hear of it a moment later is not its fault."""
    network = Network(latency=1)

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Collector, "127.0.0.1", 0)
        transport, _ = await connect(*server.sockets[0].getsockname())
        transport.close()
        server.close()
        await asyncio.sleep(0)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run(main, network, hang_up=False)
        gc.collect()


def test_a_network_serves_one_loop_after_the_other() -> None:
    """Mounts stay, connections don't, names and ports are counted anew; and no loop is kept alive."""
    network = Network()
    network.mount("api.example.com", 80, Collector)

    async def main() -> str:
        loops.append(weakref.ref(asyncio.get_running_loop()))
        server = await asyncio.get_running_loop().create_server(Collector, "localhost", 0)
        await connect(*server.sockets[0].getsockname())
        await connect("api.example.com")
        return repr(network.connections)

    loops: list[weakref.ref[Any]] = []
    assert run(main, network) == run(main, network)
    assert network.connections == []
    gc.collect()
    assert [loop() for loop in loops] == [None, None]


def test_a_loop_without_a_network_is_a_stock_loop() -> None:
    """Without a network every call goes to asyncio's own methods."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Collector, "127.0.0.1", 0)
        assert isinstance(server, asyncio.base_events.Server)
        transport, _ = await loop.create_connection(Collector, *server.sockets[0].getsockname())
        transport.close()
        assert (await loop.getaddrinfo("127.0.0.1", 80))[0][4] == ("127.0.0.1", 80)
        assert await loop.getnameinfo(("127.0.0.1", 80), 3) == ("127.0.0.1", "80")
        server.close()

    loop = ControlledLoop()
    loop.run_until_complete(main())
    loop.run_until_complete(asyncio.sleep(0.01))
    loop.close()
