from __future__ import annotations

from typing import Any

import pytest

from asyncproof import Network, UsageError
from asyncproof.kit.apps.address import choose_free, read_url


@pytest.mark.parametrize(
    ("given", "url", "ws_url", "port"),
    [
        ("http://shop.example", "http://shop.example", "ws://shop.example", 80),
        ("https://shop.example/", "https://shop.example", "wss://shop.example", 443),
        ("http://Shop.Example:8000", "http://shop.example:8000", "ws://shop.example:8000", 8000),
        ("https://[::1]:80", "https://[::1]:80", "wss://[::1]:80", 80),
    ],
)
def test_a_base_url_is_taken_apart(given: str, url: str, ws_url: str, port: int) -> None:
    """Scheme, host and port are read; both URLs leave out the scheme's own port."""
    address = read_url(given)
    assert (address.url, address.ws_url, address.port) == (url, ws_url, port)
    assert address.tls is given.startswith("https")


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (7, "is text, not 7"),
        ("shop.example", "it has no scheme"),
        ("ws://shop.example", "at server.ws_url"),
        ("ftp://shop.example", "'ftp' is neither http nor https"),
        ("http://", "names no host"),
        ("http://u:p@shop.example", "credentials belong"),
        ("http://shop.example/api", "not one path of it"),
        ("http://shop.example?x=1", "not one path of it"),
        ("http://shop.example:port", "Port could not be cast"),
    ],
)
def test_what_is_no_base_url(given: Any, complaint: str) -> None:
    """Each wrong form is told with its value, and with what to write."""
    with pytest.raises(UsageError, match=complaint) as error:
        read_url(given)
    assert 'asgi(app, "https://shop.example")' in str(error.value)


def test_apps_without_a_url_get_hosts_of_their_own() -> None:
    """The first name that nobody has is taken."""
    network = Network()
    names = []
    for _ in range(3):
        address = choose_free(network)
        network.mount(address.host, address.port, lambda: None)
        names.append(address.url)
    assert names == ["http://app.test", "http://app-2.test", "http://app-3.test"]
