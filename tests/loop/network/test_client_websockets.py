"""websockets' client and server, unchanged, over the network in memory."""

from __future__ import annotations

import asyncio
import ssl
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosedError

import asyncproof
from asyncproof.loop.network import Network
from tests.loop.network.asgi_peer import asgi_peer


async def shout(connection: Any) -> None:
    """Send every message back in capitals."""
    async for message in connection:
        await connection.send(message.upper())


def test_client_and_server_meet() -> None:
    """Messages travel both ways and the connection is closed in order."""

    async def main() -> list[Any]:
        async with serve(shout, "chat.example.com", 80), connect("ws://chat.example.com/") as client:
            await client.send("hello")
            heard = await client.recv()
            await client.close()
            return [heard, client.close_code]

    assert asyncproof.run(main(), network=Network(latency=0.1)) == ["HELLO", 1000]


def test_wss_reaches_a_server_with_a_context() -> None:
    """TLS needs a server context and no certificate."""

    async def main() -> Any:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        serving = serve(shout, "chat.example.com", 443, ssl=context)
        async with serving, connect("wss://chat.example.com/") as client:
            await client.send("hello")
            return await client.recv()

    assert asyncproof.run(main(), network=Network()) == "HELLO"


def test_an_asgi_app_is_reached() -> None:
    """A WebSocket protocol of uvicorn's can be mounted, and takes over from its HTTP protocol."""
    network = Network()
    network.mount("chat.example.com", 443, asgi_peer())

    async def main() -> Any:
        async with connect("wss://chat.example.com/") as client:
            await client.send("hello")
            return await client.recv()

    assert asyncproof.run(main(), network=network) == "HELLO"


def test_a_cut_cable_is_an_abnormal_closure() -> None:
    """When the connection is cut, the client sees that it was not closed in order."""

    async def main() -> None:
        async with serve(shout, "chat.example.com", 80), connect("ws://chat.example.com/") as client:
            asyncio.get_running_loop().call_later(3, network.connections[0].cut)
            await client.recv()

    network = Network()
    with pytest.raises(ConnectionClosedError, match="no close frame"):
        asyncproof.run(main(), network=network)


def test_keepalive_finds_a_silent_peer() -> None:
    """A peer whose bytes no longer arrive is given up after ping interval and ping timeout: 40 seconds."""

    async def main() -> float:
        async with serve(shout, "chat.example.com", 80), connect("ws://chat.example.com/") as client:
            network.connections[0].delay(10_000, towards="client")
            with pytest.raises(ConnectionClosedError, match="keepalive ping timeout"):
                await client.recv()
            return asyncio.get_running_loop().time()

    network = Network()
    assert 40 <= asyncproof.run(main(), network=network) < 60
