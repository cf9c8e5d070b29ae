from __future__ import annotations

import aiohttp

import asyncproof
from asyncproof.loop import Network
from asyncproof.stub.aioresponses import aioresponses

URL = "http://api.example/users"


def test_without_pytest() -> None:
    """A program of one's own can use it, too, and nothing stays mounted."""

    async def main() -> int:
        async with aiohttp.ClientSession() as session:
            with aioresponses() as double:
                double.get(URL)
                return (await session.get(URL)).status

    network = Network()
    assert asyncproof.run(main(), network=network) == 200
    assert network.registry.labels() == []
