from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from asyncproof.loop.network import Network, UnknownHost
from asyncproof.loop.network.names import lookup, reverse
from tests.loop.network.ends import Collector, run


@pytest.fixture
def network() -> Network:
    """A network with one host that has a name and two that have addresses."""
    network = Network()
    for host in ("api.example.com", "10.0.0.5", "2001:db8::5"):
        network.mount(host, 80, Collector)
    return network


def ask(
    network: Network, host: Any, port: Any = 80, *, family: int = 0, kind: int = 1, flags: int = 0
) -> Any:
    """Look a host up."""
    return lookup(network, host, port, family=family, type=kind, flags=flags)


def addresses(answers: Any) -> list[Any]:
    """Return only the addresses of an answer."""
    return [answer[4] for answer in answers]


def test_the_loop_asks_the_network(network: Network) -> None:
    """Its getaddrinfo and getnameinfo know the mounted hosts, and no thread asks the real resolver."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        answers = await loop.getaddrinfo("api.example.com", 80, type=socket.SOCK_STREAM)
        assert answers == [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("240.0.0.1", 80))]
        assert await loop.getnameinfo(("240.0.0.1", 80)) == ("api.example.com", "80")
        assert await loop.getnameinfo(("240.0.0.1", 80), socket.NI_NUMERICHOST) == ("240.0.0.1", "80")
        with pytest.raises(UnknownHost, match="nobody is mounted as 'other' "):
            await loop.getaddrinfo("other", None)

    run(main, network)


def test_without_a_type_every_type_is_answered(network: Network) -> None:
    """As the real resolver does, streams first."""
    answers = ask(network, "api.example.com", kind=0)
    assert [answer[1] for answer in answers] == [socket.SOCK_STREAM, socket.SOCK_DGRAM]


def test_a_family_can_be_asked_for(network: Network) -> None:
    """A name has an address in each family; an address only in its own."""
    assert addresses(ask(network, b"api.example.com", family=socket.AF_INET6)) == [("100::1", 80, 0, 0)]
    assert addresses(ask(network, "2001:db8::5", family=socket.AF_INET6)) == [("2001:db8::5", 80, 0, 0)]
    with pytest.raises(socket.gaierror, match=r"not supported: '10\.0\.0\.5'"):
        ask(network, "10.0.0.5", family=socket.AF_INET6)


def test_no_host_is_this_machine(network: Network) -> None:
    """None and the wildcards give the loopback address, or with AI_PASSIVE the wildcard itself."""
    assert addresses(ask(network, None)) == addresses(ask(network, "")) == [("127.0.0.1", 80)]
    assert addresses(ask(network, None, family=socket.AF_INET6)) == [("::1", 80, 0, 0)]
    assert addresses(ask(network, None, flags=socket.AI_PASSIVE)) == [("0.0.0.0", 80)]


def test_only_numbers_can_be_asked_for(network: Network) -> None:
    """AI_NUMERICHOST looks nothing up, so that no address is unknown and no name is known."""
    assert addresses(ask(network, "192.0.2.1", flags=socket.AI_NUMERICHOST)) == [("192.0.2.1", 80)]
    with pytest.raises(socket.gaierror) as caught:
        ask(network, "api.example.com", flags=socket.AI_NUMERICHOST)
    assert not isinstance(caught.value, UnknownHost)


def test_unknown_addresses_are_unknown_hosts(network: Network) -> None:
    """An address that nobody mounted is an error that names it, as a name is."""
    with pytest.raises(UnknownHost, match=r"'192\.0\.2\.1' \(port 80\)"):
        ask(network, "192.0.2.1")


def test_allowed_and_lenient_lookups_are_the_real_resolvers(network: Network) -> None:
    """None means that the real resolver is to be asked."""
    network.allow_real("real.example")
    assert ask(network, "real.example") is None
    assert reverse(network, ("192.0.2.1", 80)) is None
    network.strict = False
    assert ask(network, "other.example") is None
