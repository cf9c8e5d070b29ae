from __future__ import annotations

import asyncio
from typing import Any

import pytest

from asyncproof.loop.choosers import FirstChooser, RandomChooser
from asyncproof.loop.network import Network, UnknownHost
from tests.loop.network.ends import now, run
from tests.loop.network.real_twin import Log, as_real


@as_real
async def test_datagrams_as_real(log: Log) -> None:
    """Datagrams find their endpoint; a refusal reaches a connected one, and nobody else."""
    loop = asyncio.get_running_loop()

    class Endpoint(asyncio.DatagramProtocol):
        def __init__(self, name: str) -> None:
            self.name = name
            self.heard = asyncio.Event()

        def datagram_received(self, data: bytes, addr: Any) -> None:
            log.append((self.name, data))
            self.sender = addr
            self.heard.set()

        def error_received(self, exc: Exception) -> None:
            log.append((self.name, type(exc).__name__))
            self.heard.set()

        def connection_lost(self, exc: Exception | None) -> None:
            log.append((self.name, "lost", exc))

    server_transport, server = await loop.create_datagram_endpoint(
        lambda: Endpoint("server"), local_addr=("127.0.0.1", 0)
    )
    address = server_transport.get_extra_info("sockname")
    client_transport, client = await loop.create_datagram_endpoint(
        lambda: Endpoint("client"), remote_addr=address
    )
    log.append(client_transport.get_extra_info("peername") == address)
    client_transport.sendto(b"ping")
    await server.heard.wait()
    log.append(server.sender == client_transport.get_extra_info("sockname"))
    server_transport.sendto(b"pong", server.sender)
    await client.heard.wait()
    with pytest.raises(ValueError, match="Invalid address"):
        client_transport.sendto(b"x", ("127.0.0.1", 1))
    with pytest.raises(TypeError, match="bytes-like"):
        client_transport.sendto("x")
    server_transport.close()
    await asyncio.sleep(0)
    client.heard.clear()
    client_transport.sendto(b"anyone?")
    await client.heard.wait()
    client_transport.abort()
    await asyncio.sleep(0)


class Endpoint(asyncio.DatagramProtocol):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.received: list[tuple[float, bytes]] = []
        self.errors: list[Exception] = []
        self.lost = 0

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.received.append((now(), data))
        self.sender = addr

    def error_received(self, exc: Exception) -> None:
        self.errors.append(exc)

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost += 1


async def bind(**options: Any) -> tuple[Any, Endpoint]:
    """Make an endpoint."""
    return await asyncio.get_running_loop().create_datagram_endpoint(Endpoint, **options)


def test_a_name_can_be_bound_and_reached() -> None:
    """An endpoint bound to a name makes the host known; latency is the link's."""
    network = Network()
    network.link("dns.example", latency=0.5)

    async def main() -> None:
        server_transport, server = await bind(local_addr=("dns.example", 53))
        client_transport, client = await bind(remote_addr=("dns.example", 53))
        assert client_transport.get_extra_info("peername") == ("240.0.0.1", 53)
        client_transport.sendto(b"who?")
        await asyncio.sleep(1)
        assert server.received == [(0.5, b"who?")]
        server_transport.sendto(b"me", server.sender)
        await asyncio.sleep(1)
        assert client.received == [(1.0, b"me")]
        client_transport.close()
        server_transport.close()

    run(main, network)


def test_what_nobody_receives_is_lost() -> None:
    """An endpoint without a peer hears nothing of it; one with a peer hears no stranger."""

    async def main() -> None:
        alone_transport, alone = await bind(local_addr=("127.0.0.1", 1))
        alone_transport.sendto(b"x", ("127.0.0.1", 9))
        other_transport, other = await bind(local_addr=("127.0.0.1", 2))
        paired_transport, paired = await bind(local_addr=("127.0.0.1", 3), remote_addr=("127.0.0.1", 2))
        alone_transport.sendto(b"x", ("127.0.0.1", 3))
        await asyncio.sleep(1)
        assert (alone.errors, alone.received, paired.received, other.errors) == ([], [], [], [])
        other_transport.close()
        await asyncio.sleep(1)
        paired_transport.sendto(b"x")
        await asyncio.sleep(1)
        [error] = paired.errors
        assert isinstance(error, ConnectionRefusedError)

    network = Network()
    run(main, network)


def test_a_broadcast_reaches_whoever_listens_on_the_port() -> None:
    """And nobody, if nobody does, in silence."""

    async def main() -> None:
        endpoints = [(await bind(local_addr=(host, 99)))[1] for host in ("a.example", "b.example")]
        transport, sender = await bind(local_addr=("0.0.0.0", 98), allow_broadcast=True)
        for group in ("255.255.255.255", "224.0.0.1"):
            transport.sendto(b"all", (group, 99))
            transport.sendto(b"none", (group, 97))
        await asyncio.sleep(1)
        assert [endpoint.received for endpoint in endpoints] == [[(0.0, b"all")] * 2] * 2
        assert sender.errors == []

    run(main, Network())


def test_an_unknown_host_is_an_error() -> None:
    """At once where a peer is named; through error_received where a datagram is sent."""

    async def main() -> None:
        with pytest.raises(UnknownHost, match=r"'nobody\.example'"):
            await bind(remote_addr=("nobody.example", 53))
        transport, endpoint = await bind(local_addr=("127.0.0.1", 0))
        transport.sendto(b"x", ("nobody.example", 53))
        assert [type(error) for error in endpoint.errors] == [UnknownHost]

    run(main, Network())


def test_what_cannot_be_sent_is_an_error_received() -> None:
    """No address at all, or more than a datagram holds."""

    async def main() -> list[str]:
        transport, endpoint = await bind(local_addr=("127.0.0.1", 0))
        transport.sendto(b"x")
        transport.sendto(bytes(70_000), ("127.0.0.1", 9))
        return [str(error) for error in endpoint.errors]

    assert run(main, Network()) == ["[Errno 89] Destination address required", "[Errno 90] Message too long"]


def test_an_address_can_be_bound_once() -> None:
    """Until its endpoint is closed."""

    async def main() -> None:
        transport, endpoint = await bind(local_addr=("127.0.0.1", 53))
        with pytest.raises(OSError, match="in use"):
            await bind(local_addr=("localhost", 53))
        transport.close()
        transport.sendto(b"x", ("127.0.0.1", 53))
        await asyncio.sleep(0)
        assert endpoint.lost == 1
        await bind(local_addr=("127.0.0.1", 53))

    run(main, Network())


def test_paths_and_families() -> None:
    """A path is an address too; an IPv6 peer is met from an IPv6 address."""

    async def main() -> None:
        server_transport, server = await bind(local_addr="/run/log", family=1)
        transport, client = await bind(local_addr="/run/client", remote_addr="/run/log", family=1)
        transport.sendto(b"x")
        await asyncio.sleep(1)
        assert (server.received, server.sender) == ([(0.0, b"x")], "/run/client")
        server_transport.close()
        await asyncio.sleep(1)
        transport.sendto(b"x")
        await asyncio.sleep(1)
        assert "/run/log" in str(client.errors[0])
        await bind(local_addr=("::1", 53))
        transport, _ = await bind(remote_addr=("::1", 53))
        assert transport.get_extra_info("sockname")[0] == "::1"
        assert transport.get_write_buffer_size() == 0
        transport.set_write_buffer_limits(1)
        assert transport.get_write_buffer_limits() == (16384, 65536)

    network = Network()
    run(main, network)


def test_a_failing_protocol_is_reported() -> None:
    """The endpoint goes on, as on a stock loop; an interrupt is not swallowed."""
    reported: list[Any] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: reported.append(type(context["exception"])))
        transport, endpoint = await bind(local_addr=("127.0.0.1", 53))
        endpoint.datagram_received = lambda data, addr: 1 / 0
        transport.sendto(b"x", ("127.0.0.1", 53))
        await asyncio.sleep(1)
        assert not transport.is_closing()

    run(main, Network())
    assert reported == [ZeroDivisionError]


def test_allowed_hosts_are_real() -> None:
    """A peer or an own address that a test allows goes to the real network."""
    network = Network()
    network.allow_real("127.0.0.1")

    async def main() -> None:
        near, _ = await bind(local_addr=("127.0.0.1", 0))
        far, _ = await bind(remote_addr=near.get_extra_info("sockname"))
        for transport in (near, far):
            assert "Selector" in type(transport).__name__
            transport.close()

    run(main, network)


def test_an_endpoint_that_is_given_up_at_once_is_closed() -> None:
    """What is cancelled frees its address."""

    async def main() -> None:
        task = asyncio.ensure_future(bind(local_addr=("127.0.0.1", 53)))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(1)
        assert network.registry.endpoints == {}

    network = Network()
    run(main, network)


async def _sent(count: int) -> list[bytes]:
    """Send numbered datagrams, and return those that arrive."""
    loop = asyncio.get_running_loop()
    heard: list[bytes] = []

    class Endpoint(asyncio.DatagramProtocol):
        def datagram_received(self, data: bytes, addr: Any) -> None:
            heard.append(data)

    here, _ = await loop.create_datagram_endpoint(Endpoint, local_addr=("127.0.0.1", 9000))
    there, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=("127.0.0.1", 9000))
    for number in range(count):
        there.sendto(b"%d" % number)
    await asyncio.sleep(60)
    here.close()
    there.close()
    return heard


@pytest.mark.parametrize(("loss", "least", "most"), [(0, 100, 100), (0.5, 30, 70), (1, 0, 0)])
def test_loss(loss: float, least: int, most: int) -> None:
    """A share of the datagrams is lost, the same ones in every run."""
    network = Network()
    network.link("127.0.0.1", loss=loss)
    heard = run(lambda: _sent(100), network)
    assert least <= len(heard) <= most
    assert run(lambda: _sent(100), network) == heard == sorted(heard, key=int)


def test_loss_is_a_choice() -> None:
    """With a chooser each datagram is a question, whose first answer is that it arrives."""
    network = Network(loss=0.99)
    assert len(run(lambda: _sent(10), network, chooser=FirstChooser())) == 10
    assert len(run(lambda: _sent(10), network, chooser=RandomChooser(1))) < 10


def test_jitter_lets_datagrams_overtake() -> None:
    """Datagrams have no order of their own on a line with jitter; all of them arrive."""
    heard = run(lambda: _sent(50), Network(latency=1, jitter=1))
    assert sorted(heard, key=int) == [b"%d" % number for number in range(50)] != heard
