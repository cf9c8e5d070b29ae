"""Tests that leave open what they have opened, and one that tests its own mock."""

from unittest.mock import AsyncMock, Mock

import aiohttp

from examples.managed_client.bad.leaky import LeakyClient
from examples.managed_client.client import ManagedClient


async def test_a_user(net):  # guard: leaked-client
    net.http("https://users.example").get("/users/1").reply(json={"id": 1})
    client = LeakyClient("https://users.example")
    await client.connect()
    assert await client.user(1) == {"id": 1}


async def test_with_a_session_of_its_own(net):  # guard: leaked-client
    net.http("https://users.example").get("/").reply()
    session = aiohttp.ClientSession()  # check: unclosed-client
    answer = await session.get("https://users.example/")
    assert answer.status == 200


async def test_the_block_of_a_mock():  # guard: swallowed-assertion
    session = AsyncMock()
    session.__aenter__ = AsyncMock(return_value=session)
    session.__aexit__ = AsyncMock(return_value=True)  # check: swallowing-mock
    async with session as entered:
        assert entered.closed is False


async def test_with_instead_of_async_with():  # explain: wrong-with
    with ManagedClient("https://users.example") as client:  # check: sync-loop-over-async
        assert client.user(1)


async def test_a_get_that_is_a_coroutine():  # guard: never-awaited; explain: wrong-with
    client = ManagedClient("https://users.example")
    client._http = AsyncMock()
    assert await client.user(1) is not None
    client._http.get.assert_called_once  # check: uncalled-mock-assertion
