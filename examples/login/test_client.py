"""Who is asked what, with which token: the host of the test tells all of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from asyncproof.stub import Host, Net
from examples.login.client import AuthenticatedClient

BASE = "https://users.example"
WHO = {"name": "ann", "password": "secret"}


@pytest.fixture
def api(net: Net) -> Host:
    """The host that wants to know who asks."""
    return net.http(BASE)


@pytest_asyncio.fixture
async def client(net: Net) -> AsyncIterator[AuthenticatedClient]:
    """A client that has not logged in yet; what it sends with is closed after the test."""
    async with aiohttp.ClientSession(BASE) as http:
        yield AuthenticatedClient(http, **WHO)


async def test_the_token_goes_with_each_request(api: Host, client: AuthenticatedClient) -> None:
    """One login is enough for two requests, and both carry its token."""
    api.post("/login", json=WHO).reply(json={"token": "t1"})
    user = api.get("/users/{number}", headers={"Authorization": "Bearer t1"})
    user.reply(json={"name": "Ann"}).reply(json={"name": "Bob"})
    assert [await client.user(1), await client.user(2)] == [{"name": "Ann"}, {"name": "Bob"}]


async def test_a_burst_logs_in_once(api: Host, client: AuthenticatedClient) -> None:
    """Twenty requests that start without a token wait for one login."""
    api.post("/login").reply(json={"token": "t1"}, delay=2)
    api.get("/users/{number}").reply(json={}, times=20)
    await asyncio.gather(*(client.user(number) for number in range(20)))
    assert len(api.requests) == 21


async def test_the_token_is_renewed(api: Host, client: AuthenticatedClient) -> None:
    """A quarter of an hour later a new one is asked for, before the old one is refused."""
    api.post("/login").reply(json={"token": "t1"}).reply(json={"token": "t2"})
    api.get("/users/1", headers={"Authorization": "Bearer t1"}).reply(json={})
    api.get("/users/1", headers={"Authorization": "Bearer t2"}).reply(json={})
    await client.user(1)
    await asyncio.sleep(900)
    await client.user(1)


async def test_a_server_that_has_forgotten_the_token(api: Host, client: AuthenticatedClient) -> None:
    """A 401 leads to another login, once."""
    api.post("/login").reply(json={"token": "t1"}).reply(json={"token": "t2"})
    api.get("/users/1", headers={"Authorization": "Bearer t1"}).reply(401)
    api.get("/users/1", headers={"Authorization": "Bearer t2"}).reply(json={"name": "Ann"})
    assert await client.user(1) == {"name": "Ann"}


async def test_a_wrong_password(api: Host, client: AuthenticatedClient) -> None:
    """Who may not log in is told so, and nobody is asked for a user."""
    api.post("/login").reply(403)
    with pytest.raises(aiohttp.ClientResponseError) as caught:
        await client.user(1)
    assert caught.value.status == 403
