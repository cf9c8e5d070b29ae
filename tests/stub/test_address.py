from __future__ import annotations

import pytest

from asyncproof.core import UsageError
from asyncproof.stub.address import Address, read_address


@pytest.mark.parametrize(
    ("url", "address", "origin"),
    [
        ("http://a.example", Address("http", "a.example", 80), "http://a.example"),
        ("https://A.example/", Address("https", "a.example", 443), "https://a.example"),
        ("https://a.example:8443/v1/", Address("https", "a.example", 8443, "/v1"), "https://a.example:8443"),
        ("http://[::1]:8000", Address("http", "::1", 8000), "http://[::1]:8000"),
    ],
)
def test_the_urls_of_hosts(url: str, address: Address, origin: str) -> None:
    """Scheme, host, port and the path in front of all paths are read; a scheme's own port is not repeated."""
    assert read_address(url) == address
    assert address.origin == origin


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("api.example.com", "has no scheme"),
        ("ftp://api.example.com", "is a 'ftp' URL, and here it begins with http:// or https://"),
        ("http://", "names no host"),
        ("http://ann@api.example.com", "has a user"),
        ("http://api.example.com?page=1", "has a query"),
        ("http://api.example.com#top", "has a fragment"),
        ("http://api.example.com/{id}", "has a path parameter"),
        ("http://api.example.com:http", "has a port that is none"),
        (80, "is text, not 80"),
    ],
)
def test_what_is_no_url_of_a_host(url: str, said: str) -> None:
    """A URL that says less or more than where a host is, is an error that shows it."""
    with pytest.raises(UsageError, match=r".*") as caught:
        read_address(url)
    assert said in str(caught.value)


def test_a_scheme_without_a_port_of_its_own() -> None:
    """Whoever mounts a protocol says its port, and hears which schemes are encrypted."""
    with pytest.raises(UsageError, match="has no port, and 'redis' has none by itself"):
        read_address("redis://cache", ())
    assert not read_address("redis://cache:6379", ()).encrypted
    assert read_address("rediss://cache:6379", ()).encrypted
