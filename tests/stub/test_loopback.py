from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from asyncproof.stub import Host, Net

pytestmark = pytest.mark.asyncio


def ask(url: str) -> str:
    """Ask as sync code does."""
    with httpx.Client() as client:
        return client.get(url).text


async def test_a_sync_client_in_a_thread(net: Net) -> None:
    """A sync client reaches a host on a real port, with what is expected of the host and is told of it."""
    api = net.http("https://api.example.com/v1")
    api.get("/users/{id}").reply(lambda request: request.params["id"], times=20)
    async with api.on_loopback() as url:
        answers = await asyncio.gather(*(asyncio.to_thread(ask, f"{url}/users/{n}") for n in range(20)))
    assert answers == [str(number) for number in range(20)]
    assert {request.url for request in api.requests} == {
        f"https://api.example.com/v1/users/{n}" for n in range(20)
    }


async def test_nobody_is_there_afterwards(api: Host) -> None:
    """After the block the port is closed."""
    api.get("/a").reply(text="here", close=True)
    async with api.on_loopback() as url:
        assert await asyncio.to_thread(ask, f"{url}/a") == "here"
    with pytest.raises(httpx.ConnectError):
        await asyncio.to_thread(ask, f"{url}/a")
