from __future__ import annotations

import socket

import pytest

from asyncproof.core import UsageError
from asyncproof.loop.network.hosts import Hosts, is_wildcard, port_number, sockaddr, version_of


def test_a_name_keeps_its_address() -> None:
    """Names get addresses in the order in which they are asked for, and keep them."""
    hosts = Hosts()
    assert hosts.address("one.example") == "240.0.0.1"
    assert hosts.address("two.example") == "240.0.0.2"
    assert hosts.address("one.example") == "240.0.0.1"
    assert hosts.address("two.example", socket.AF_INET6) == "100::2"


def test_an_address_leads_back_to_its_name() -> None:
    """Both addresses of a name stand for it; others stand for themselves."""
    hosts = Hosts()
    hosts.address("one.example")
    assert [hosts.place(text) for text in ("240.0.0.1", "100::1")] == ["one.example"] * 2
    assert [hosts.place(text) for text in ("240.0.0.2", "10.0.0.1", "fe80::1%eth0")] == [
        "240.0.0.2",
        "10.0.0.1",
        "fe80::1",
    ]


@pytest.mark.parametrize(
    "text", ["localhost", "LOCALHOST.", "127.0.0.1", "127.1.2.3", "::1", "[::1]", "", "0.0.0.0"]
)
def test_this_machine_is_one_place(text: str) -> None:
    """However it is written."""
    assert Hosts().place(text) == "localhost"


def test_names_are_compared_as_dns_does() -> None:
    """Case, a final dot, bytes and international letters make no difference."""
    hosts = Hosts()
    assert hosts.place("API.Example.com.") == hosts.place(b"api.example.com") == "api.example.com"
    assert hosts.place("bücher.example") == "xn--bcher-kva.example"


def test_what_is_no_name_is_refused() -> None:
    """The error shows the value."""
    with pytest.raises(UsageError, match="not 42"):
        Hosts().place(42)


def test_an_address_has_one_family() -> None:
    """A literal address has none in the other family; this machine has one in each."""
    hosts = Hosts()
    assert hosts.address("10.0.0.1") == hosts.address("10.0.0.1", socket.AF_INET) == "10.0.0.1"
    assert hosts.address("10.0.0.1", socket.AF_INET6) is None
    assert hosts.address("2001:db8::1", socket.AF_INET) is None
    assert hosts.address("localhost", socket.AF_INET6) == "::1"


def test_ports_can_be_written_in_many_ways() -> None:
    """A number, digits, the name of a service, or none at all."""
    assert [port_number(port) for port in (80, "80", b"80", "http", None)] == [80, 80, 80, 80, 0]


def test_socket_addresses_are_written_as_the_socket_module_does() -> None:
    """Two fields for IPv4, four for IPv6."""
    assert sockaddr("10.0.0.1", 80) == ("10.0.0.1", 80)
    assert sockaddr("::1", 80) == ("::1", 80, 0, 0)
    assert [version_of(text) for text in ("10.0.0.1", "::1", "name")] == [4, 6, None]
    assert [is_wildcard(host) for host in (None, "", "::", "localhost")] == [True, True, True, False]
