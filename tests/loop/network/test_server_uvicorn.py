"""A whole uvicorn server, unchanged, on the network in memory."""

from __future__ import annotations

import asyncio

import aiohttp
import uvicorn

import asyncproof
from asyncproof.loop.network import Network
from tests.loop.network.asgi_peer import app


def test_uvicorn_serves_and_shuts_down() -> None:
    """`Server.serve` listens through create_server, answers, and ends in order when asked to."""

    async def main() -> str:
        config = uvicorn.Config(app, host="127.0.0.1", port=8000, log_config=None, lifespan="off", http="h11")
        server = uvicorn.Server(config)
        serving = asyncio.ensure_future(server.serve())
        while not server.started:
            await asyncio.sleep(0.1)
        async with aiohttp.ClientSession() as session, session.get("http://localhost:8000/x") as response:
            text = await response.text()
        server.should_exit = True
        await serving
        return text

    network = Network()
    assert asyncproof.run(main(), network=network) == "http /x"
    assert network.connections == []
