"""A test that asks once, and then again: the login of the first is over by then."""

import asyncio

import pytest

from examples.login.bad.client import EagerClient

BASE = "https://users.example"


@pytest.mark.explore(runs=60)
async def test_one_login_is_enough(net):  # explore: timing
    api = net.http(BASE)
    login = api.post("/login")
    login.reply(json={"token": "t1"}, times="any")
    api.get("/users/{number}").reply(json={}, times=2)
    client = EagerClient(BASE)

    async def later():
        await asyncio.sleep(1)
        await client.user(2)

    try:
        await asyncio.gather(client.user(1), later())
    finally:
        await client.http.close()
    assert len(api.requests) == 3
