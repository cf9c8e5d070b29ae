"""Tests that put mocks in the place of aiohttp."""

from unittest.mock import AsyncMock, MagicMock, Mock, patch

import aiohttp
import pytest

from examples.user_client.client import UserClient


async def test_json_is_a_mock():  # explain: mock-not-awaitable
    with patch("aiohttp.ClientSession.get") as get:
        response = Mock()
        response.json.return_value = {"id": 1}
        get.return_value.__aenter__.return_value = response
        user = await UserClient("https://users.example").user(1)
    assert user["id"] == 1


async def test_raise_for_status_is_an_async_mock():  # guard: never-awaited
    with patch("aiohttp.ClientSession.get") as get:
        response = AsyncMock()
        response.json.return_value = {"id": 1}
        get.return_value.__aenter__.return_value = response
        async with aiohttp.ClientSession() as session, session.get("https://users.example/users/1") as answer:
            answer.raise_for_status()
            assert await answer.json() == {"id": 1}


async def test_an_answer_that_is_no_json():  # guard: mock-swallows
    with patch("aiohttp.ClientSession.get") as get:
        response = MagicMock()
        response.json = AsyncMock(side_effect=ValueError("no JSON"))
        get.return_value.__aenter__.return_value = response
        get.return_value.__aexit__.return_value = AsyncMock()  # check: swallowing-mock
        user = await UserClient("https://users.example").user(1)
    assert user is None


async def test_the_mock_itself():  # check: own-mock-only
    client = AsyncMock()
    client.user.return_value = {"id": 1}
    assert await client.user(1) == {"id": 1}
    client.user.assert_called_once()


async def test_users_one_after_another():  # explain: exhausted-mock
    client = UserClient("https://users.example")
    client.user = AsyncMock(side_effect=[{"id": 1}, {"id": 2}])
    with pytest.raises(RuntimeError):
        assert await client.users([1, 2, 3]) == [{"id": 1}, {"id": 2}]
