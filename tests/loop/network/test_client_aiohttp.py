"""aiohttp's client and server, unchanged, over the network in memory."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp import web

import asyncproof
from asyncproof.loop.network import Network

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def site(*, tls: bool = False) -> AsyncIterator[None]:
    """Serve an application at api.example.com."""

    async def hello(request: web.Request) -> web.Response:
        if request.path == "/never":
            await asyncio.sleep(1e6)
        return web.Response(text=f"{request.scheme} {request.path}")

    async def shout(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            await socket.send_str(message.data.upper())
        return socket

    async def file(request: web.Request) -> web.FileResponse:
        return web.FileResponse(__file__)

    application = web.Application()
    application.router.add_get("/ws", shout)
    application.router.add_get("/file", file)
    application.router.add_get("/{path:.*}", hello)
    runner = web.AppRunner(application, handler_cancellation=True)
    await runner.setup()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
    await web.TCPSite(runner, "api.example.com", 443 if tls else 80, ssl_context=context).start()
    try:
        yield
    finally:
        await runner.cleanup()


async def get(*urls: str, timeout: float = 300) -> list[tuple[str, float]]:
    """Get pages one after the other, and say how long each took."""
    loop = asyncio.get_running_loop()
    answers = []
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(timeout)) as session:
        for url in urls:
            began = loop.time()
            async with session.get(url) as response:
                answers.append((await response.text(), loop.time() - began))
    return answers


def run(main: Any, network: Network) -> Any:
    """Run a coroutine function on a network."""
    return asyncproof.run(main(), network=network)


def test_client_and_server_meet() -> None:
    """A request on an open connection takes exactly one round trip, on a new one two."""

    async def main() -> list[tuple[str, float]]:
        async with site():
            return await get("http://api.example.com/a", "http://api.example.com/b")

    assert run(main, Network(latency=0.25)) == [("http /a", 1.0), ("http /b", 0.5)]


def test_https_costs_one_more_round_trip() -> None:
    """The server needs a context for TLS, but no certificate, and knows the scheme."""

    async def main() -> list[tuple[str, float]]:
        async with site(tls=True):
            return await get("https://api.example.com/a", "https://api.example.com/b")

    assert run(main, Network(latency=0.25)) == [("https /a", 1.5), ("https /b", 0.5)]


def test_https_to_a_plain_server_fails_as_it_would() -> None:
    """A server without a context does not speak TLS, and the error says what to give it."""

    async def main() -> None:
        async with site():
            await get("https://api.example.com:80/")

    with pytest.raises(aiohttp.ClientConnectorSSLError, match="speaks plain text"):
        run(main, Network())


def test_a_timeout_fires_after_exactly_its_time() -> None:
    """A server that never answers costs the client its timeout, in virtual time."""

    async def main() -> float:
        async with site():
            with pytest.raises(asyncio.TimeoutError):
                await get("http://api.example.com/never", timeout=5)
            return asyncio.get_running_loop().time()

    assert run(main, Network()) == 5.0


def test_an_unknown_host_is_a_dns_error() -> None:
    """The client takes a host that nobody mounted for a failed lookup, and the message lists who is there."""

    async def main() -> None:
        async with site():
            await get("http://app.example.com/")

    with pytest.raises(aiohttp.ClientConnectorDNSError, match=r"mounted: api\.example\.com:80"):
        run(main, Network())


def test_a_websocket_talks() -> None:
    """A WebSocket between aiohttp and aiohttp carries messages."""

    async def main() -> str:
        url = "http://api.example.com/ws"
        async with site(), aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
            await socket.send_str("hello")
            return (await socket.receive()).data

    assert run(main, Network()) == "HELLO"


def test_a_file_is_sent() -> None:
    """A file response, which uses the loop's sendfile, comes through whole."""

    async def main() -> bool:
        async with site():
            [(text, _)] = await get("http://api.example.com/file")
            return text.startswith('"""aiohttp\'s client')

    assert run(main, Network())


def test_the_pool_is_observed() -> None:
    """Fifty requests over a pool of two connections open two connections."""

    async def main() -> int:
        connector = aiohttp.TCPConnector(limit=2)
        async with site(), aiohttp.ClientSession(connector=connector) as session:

            async def one() -> None:
                async with session.get("http://api.example.com/") as response:
                    await response.read()

            await asyncio.gather(*(one() for _ in range(50)))
            return len(network.connections)

    network = Network(latency=0.1)
    assert run(main, network) == 2
