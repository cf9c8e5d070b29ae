"""httpx and httpx2, unchanged, over the network in memory; the server half is uvicorn's protocol."""

from __future__ import annotations

import asyncio
from typing import Any

import anyio.streams.tls
import pytest

import asyncproof
from asyncproof.loop.network import Network
from tests.loop.network.asgi_peer import asgi_peer


@pytest.fixture(params=["httpx", "httpx2"])
def client_library(request: pytest.FixtureRequest) -> Any:
    """Either library: their interfaces are one."""
    return pytest.importorskip(request.param)


async def request(library: Any, *urls: str, **options: Any) -> list[tuple[str, float]]:
    """Get pages one after the other, and say how long each took."""
    loop = asyncio.get_running_loop()
    answers = []
    async with library.AsyncClient(**options) as client:
        for url in urls:
            began = loop.time()
            response = await client.get(url)
            answers.append((response.text, loop.time() - began))
    return answers


def test_a_mounted_host_is_reached_by_http_and_https(client_library: Any) -> None:
    """Both schemes reach the mounted protocol, which knows the scheme; time is exact to the nanosecond."""
    network = Network(latency=0.25)
    network.mount("api.example.com", None, asgi_peer())
    answers = asyncproof.run(
        request(
            client_library,
            "http://api.example.com/a",
            "http://api.example.com/b",
            "https://api.example.com/c",
            "https://api.example.com/d",
        ),
        network=network,
    )
    # a connection costs one round trip, TLS one more, a request one
    assert answers == [("http /a", 1.0), ("http /b", 0.5), ("https /c", 1.5), ("https /d", 0.5)]


def test_a_large_body_travels_both_ways(client_library: Any) -> None:
    """A body that is larger than any buffer comes back whole."""
    network = Network()
    network.mount("api.example.com", 443, asgi_peer())
    body = bytes(range(256)) * 10_000

    async def main() -> bytes:
        async with client_library.AsyncClient() as client:
            return (await client.post("https://api.example.com/echo", content=body)).content

    assert asyncproof.run(main(), network=network) == body


def test_a_client_timeout_fires_after_exactly_its_time(client_library: Any) -> None:
    """A server that never answers costs the client its read timeout, in virtual time."""
    network = Network()
    network.mount("api.example.com", 443, asgi_peer())

    async def main() -> float:
        async with client_library.AsyncClient(timeout=5) as client:
            with pytest.raises(client_library.ReadTimeout):
                await client.get("https://api.example.com/never")
        return asyncio.get_running_loop().time()

    assert asyncproof.run(main(), network=network) == 5.0


def test_an_unknown_host_is_a_connect_error(client_library: Any) -> None:
    """The client takes a host that nobody mounted for a failed lookup, and the message names it."""
    with pytest.raises(
        client_library.ConnectError, match=r"nobody is mounted as 'api.example.com' \(port 443\)"
    ):
        asyncproof.run(request(client_library, "https://api.example.com/"), network=Network())


def test_an_idle_connection_that_the_server_closed_is_not_used_again(client_library: Any) -> None:
    """The pool polls an idle connection's socket, sees that the peer has hung up, and connects anew."""
    network = Network()
    network.mount("api.example.com", 80, asgi_peer())

    async def main() -> list[int]:
        connections = []
        async with client_library.AsyncClient() as client:
            for _ in range(2):
                await client.get("http://api.example.com/")
                connections.append(network.connections[0].bytes_to_client)
                network.connections[0].server_transport.close()
                await asyncio.sleep(0.1)
            return connections

    first, second = asyncproof.run(main(), network=network)
    assert first == second


def test_tls_by_anyio_is_put_back(client_library: Any) -> None:
    """The bypass lasts as long as the loop runs, and no longer, also if the run fails."""
    before = anyio.streams.tls.TLSStream.__dict__["wrap"]
    network = Network()
    network.mount("api.example.com", 443, asgi_peer())

    async def main() -> None:
        await request(client_library, "https://api.example.com/")
        assert anyio.streams.tls.TLSStream.__dict__["wrap"] is not before
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncproof.run(main(), network=network)
    assert anyio.streams.tls.TLSStream.__dict__["wrap"] is before
