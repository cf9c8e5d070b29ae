"""The API is played below the client, so that its time limit and its concurrency are the real ones."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from asyncproof import VirtualClock
from asyncproof.stub import Host, Net
from examples.user_client.client import UserClient

BASE = "https://users.example"


@pytest.fixture
def api(net: Net) -> Host:
    """The host that the client asks."""
    return net.http(BASE)


async def test_a_user(api: Host) -> None:
    """The client asks for the number and returns what the API says."""
    api.get("/users/7").reply(json={"id": 7, "name": "Ann"})
    assert await UserClient(BASE).user(7) == {"id": 7, "name": "Ann"}


async def test_many_users_at_once(api: Host, clock: VirtualClock) -> None:
    """Three slow answers take as long as the slowest, and come in the order of the question."""
    for number, delay in ((1, 3), (2, 1), (3, 2)):
        api.get(f"/users/{number}").reply(json={"id": number}, delay=delay)
    assert await UserClient(BASE).users([1, 2, 3]) == [{"id": 1}, {"id": 2}, {"id": 3}]
    assert clock.now == pytest.approx(3)


async def test_nobody_is_asked_for_nobody(api: Host) -> None:
    """No numbers, no requests."""
    assert await UserClient(BASE).users([]) == []


async def test_a_search(api: Host) -> None:
    """What is searched for goes into the query, whatever letters it has."""
    api.get("/users/search", query={"q": "Ann & Bob"}).reply(json=[{"id": 7}])
    assert await UserClient(BASE).search("Ann & Bob") == [{"id": 7}]


async def test_a_user_who_is_not_there(api: Host) -> None:
    """A 404 is an error that has the number."""
    api.get("/users/9").reply(404)
    with pytest.raises(aiohttp.ClientResponseError) as caught:
        await UserClient(BASE).user(9)
    assert caught.value.status == 404


async def test_a_time_limit(api: Host, clock: VirtualClock) -> None:
    """An API that says nothing is given up after exactly the time limit."""
    api.get("/users/1").hang()
    with pytest.raises(asyncio.TimeoutError):
        await UserClient(BASE, timeout=10).user(1)
    assert clock.now == 10
