"""What is open, what is closed, and what happens in between."""

from __future__ import annotations

import aiohttp
import pytest

from asyncproof import VirtualClock
from asyncproof.stub import Host, Net
from examples.managed_client.client import ManagedClient

BASE = "https://users.example"


@pytest.fixture
def api(net: Net) -> Host:
    """The host that the client asks."""
    return net.http(BASE)


async def test_a_connection_is_used_again(api: Host, clock: VirtualClock) -> None:
    """Where a message takes a second, the first request connects and agrees on keys, the second need not."""
    api.link(latency=1)
    api.get("/users/{number}").reply(json={"name": "Ann"}, times=2)
    async with ManagedClient(BASE) as client:
        assert await client.user(1) == {"name": "Ann"}
        first = clock.now
        assert await client.user(2) == {"name": "Ann"}
    assert (first, clock.now - first) == (6, 2)


async def test_outside_of_its_block(api: Host) -> None:
    """Before and after the block there is nothing to ask with."""
    client = ManagedClient(BASE)
    with pytest.raises(RuntimeError, match="inside of `async with`"):
        await client.user(1)
    async with client:
        pass
    with pytest.raises(RuntimeError, match="inside of `async with`"):
        await client.user(1)


async def test_an_error_in_the_block(api: Host) -> None:
    """It comes out as it is, and the connections are closed: the guards would find them."""
    api.get("/users/1").reply(500)
    with pytest.raises(aiohttp.ClientResponseError, match="500"):
        async with ManagedClient(BASE) as client:
            await client.user(1)
