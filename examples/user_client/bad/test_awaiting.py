"""Tests that call the client and do not wait for it."""

import pytest

from examples.user_client.client import UserClient


def test_from_plain_code():  # explain: coroutine-not-awaited; guard: never-awaited
    client = UserClient("https://users.example")
    user = client.user(1)
    assert user["id"] == 1  # check: used-coroutine


async def test_with_a_forgotten_await():  # explain: coroutine-not-awaited; guard: never-awaited
    client = UserClient("https://users.example")
    user = client.user(1)
    assert user["id"] == 1  # check: used-coroutine


async def test_that_something_comes():  # guard: never-awaited
    user = UserClient("https://users.example").user(1)
    assert user is not None  # check: tested-coroutine


async def test_an_unknown_user():  # explain: did-not-raise; guard: never-awaited
    with pytest.raises(Exception):
        UserClient("https://users.example").user(-1)  # check: missing-await
