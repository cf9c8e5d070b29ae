from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from asyncproof.stub import Host, Net
    from tests.stub.clients import Client

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
async def test_every_method(api: Host, client: Client, method: str) -> None:
    """Each method of HTTP has a method of the host."""
    expectation = getattr(api, method.lower())("/a").reply(text="hello")
    got = await client.ask(method, f"{api.url}/a")
    assert got.text == ("" if method == "HEAD" else "hello")
    assert got.headers["content-length"] == "5"
    assert [request.method for request in expectation.requests] == [method]


async def test_any_method(api: Host, client: Client) -> None:
    """A star is every method, and a method may be one that nobody has heard of."""
    api.request("*", "/a").reply(204)
    api.request("PURGE", "/b").reply()
    assert (await client.ask("DELETE", f"{api.url}/a")).status == 204
    assert (await client.ask("PURGE", f"{api.url}/b")).status == 200


async def test_a_host_behind_tls_with_a_path(net: Net, client: Client) -> None:
    """An https URL with a port and a path is a host as any other."""
    api = net.http("https://api.example.com:8443/v1/")
    api.get("/users").reply(text="ann")
    api.get().reply(text="root")
    assert api.url == "https://api.example.com:8443/v1"
    assert (await client.get(f"{api.url}/users")).text == "ann"
    assert (await client.get(api.url)).text == "root"
    assert repr(api) == "<Host https://api.example.com:8443/v1, 2 requests>"


async def test_what_came(net: Net, client: Client) -> None:
    """A host knows its own requests, with everything that was sent, in virtual time."""
    one, other = net.http("http://one.example"), net.http("http://other.example")
    one.post("/a").reply(delay=3)
    other.get("/b").reply()
    await client.ask("POST", f"{one.url}/a?x=1", content=b"body", headers={"X-Tag": "t"})
    await client.get(f"{other.url}/b")
    (request,) = one.requests
    assert (request.method, request.url, request.content) == ("POST", "http://one.example/a?x=1", b"body")
    assert (request.headers["x-tag"], request.query, request.at) == ("t", {"x": "1"}, 0)
    assert [each.at for each in net.requests] == [0, pytest.approx(3)]


async def test_a_host_far_away(api: Host, client: Client) -> None:
    """A round trip to connect and one for the request, each twice the latency; a narrow way takes longer."""
    api.link(latency=0.5)
    api.get("/").reply(content=b"x" * 1000, times=2)
    loop = asyncio.get_running_loop()
    await client.get(f"{api.url}/")
    assert loop.time() == pytest.approx(2)
    api.link(bandwidth=100)
    with pytest.raises(client.gives_up):
        await client.get(f"{api.url}/")


@pytest.mark.parametrize(("connect", "seconds"), [("refused", 0), ("unresolved", 0), ("hang", 5)])
async def test_a_host_that_can_not_be_reached(
    net: Net, api: Host, client: Client, connect: str, seconds: float
) -> None:
    """Connecting fails as it does on a wire, and is nobody's mistake, for the test has asked for it."""
    api.link(connect=connect)  # type: ignore[arg-type] # one of the three
    with pytest.raises((client.breaks, *_tuple(client.gives_up))):
        await client.get(f"{api.url}/")
    assert asyncio.get_running_loop().time() == pytest.approx(seconds)
    net.check()


def _tuple(kind: object) -> tuple[type[BaseException], ...]:
    return kind if isinstance(kind, tuple) else (kind,)  # type: ignore[return-value] # a class, or classes


async def test_a_cut_cable(api: Host, client: Client) -> None:
    """All connections to a host can be cut, whatever is on its way."""
    api.post("/").hang()
    asking = asyncio.ensure_future(client.ask("POST", f"{api.url}/"))
    await asyncio.sleep(1)
    assert api.disconnect() == 1
    with pytest.raises(client.breaks):
        await asking
    assert api.disconnect() == 0
