"""The server works under every order of events that a stock loop allows, and under freer ones."""

from __future__ import annotations

import asyncio

import httpx
import pytest
import websockets

from asyncproof import ControlledLoop, Network, Policy
from asyncproof.kit import asgi
from asyncproof.loop import REORDER, TIMING, RandomChooser
from tests.kit.apps.plain import Everything


async def story() -> None:
    """Use all that a server has."""
    async with asgi(Everything(), "https://shop.example") as server:
        async with httpx.AsyncClient(base_url=server.url) as client:
            sent = [client.post("/echo", content=b"x" * 70_000) for _ in range(3)]
            assert [len(answer.content) for answer in await asyncio.gather(*sent)] == [70_000] * 3
            async with client.stream("GET", "/forever") as response:
                assert await anext(response.aiter_lines()) == "data: tick"
        async with websockets.connect(f"{server.ws_url}/echo") as socket:
            await socket.send("hello")
            assert await socket.recv() == "hello"


@pytest.mark.parametrize("policy", [TIMING, REORDER], ids=["timing", "reorder"])
def test_any_schedule_will_do(policy: Policy) -> None:
    """Whatever a random chooser decides, clients get their answers and nothing is left of the server."""
    for seed in range(10):
        loop = ControlledLoop(chooser=RandomChooser(seed), policy=policy, network=Network())
        try:
            loop.run_until_complete(story())
            assert not asyncio.all_tasks(loop)
        finally:
            loop.close()
