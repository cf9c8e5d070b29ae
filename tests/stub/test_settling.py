"""The last moments of a test: nothing is told that only needed a moment more."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

import asyncproof
from asyncproof.loop import Network
from asyncproof.stub import Net, NetworkMismatch
from tests.stub.websockets.talkers import talker_of

if TYPE_CHECKING:
    from asyncproof.stub import Net as Hosts


async def whole(latency: float) -> float:
    """Send a last message and end at once."""
    async with Net() as net:
        host = net.ws("ws://chat.example")
        host.link(latency=latency)
        host.websocket("/a").receives("last words")
        talker = talker_of("httpx-ws", "ws://chat.example/a")
        async with talker as client:
            await client.send("last words")
    return asyncio.get_running_loop().time()


@pytest.mark.parametrize("latency", [0, 1])
def test_what_is_on_its_way_arrives(latency: float) -> None:
    """A script hears what a client has sent last, however far away it is."""
    took = asyncproof.run(whole(latency), network=Network())
    assert took == pytest.approx(5 * latency)


def test_what_never_comes_is_told() -> None:
    """Waiting has an end: a script that is not played is told."""

    async def main() -> None:
        async with Net() as net:
            net.ws("ws://chat.example").websocket("/a").receives("never")
            async with talker_of("httpx-ws", "ws://chat.example/a"):
                pass

    with pytest.raises(NetworkMismatch, match="next: receives 'never'"):
        asyncproof.run(main(), network=Network())


@pytest.mark.asyncio
async def test_the_fixture_waits_too(net: Hosts) -> None:
    """A test that ends with its last message is judged when that has arrived."""
    host = net.ws("wss://chat.example")
    host.link(latency=1)
    host.websocket("/a").receives("last words").waits(100)
    async with talker_of("httpx2", "wss://chat.example/a") as client:
        await client.send("last words")
