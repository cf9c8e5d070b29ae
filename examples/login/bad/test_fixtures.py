"""Fixtures that should log in, and tests that get something else."""

import asyncio

import pytest

from examples.login.bad.client import EagerClient
from examples.user_client.client import UserClient

BASE = "https://users.example"


@pytest.fixture
def logged_in():
    client = EagerClient(BASE)
    asyncio.run(client.log_in())
    return client


@pytest.fixture
def coroutine():  # check: loop-in-fixture
    return UserClient(BASE).user(1)


@pytest.fixture
async def unclosed(net):
    net.http(BASE).post("/login").reply(json={"token": "t1"})
    client = EagerClient(BASE)
    await client.log_in()
    yield client


async def test_with_a_fixture_that_runs_a_loop(logged_in):  # explain: no-running-loop
    assert logged_in.token == "t1"


def test_with_a_coroutine(coroutine):  # explain: coroutine-not-awaited
    assert coroutine["name"] == "Ann"  # check: used-coroutine


async def test_with_a_client_that_nobody_closes(unclosed):  # guard: leaked-client
    assert unclosed.token == "t1"


def test_plain_with_an_async_fixture(unclosed):  # guard: never-awaited
    user = unclosed.user(1)
    assert user  # check: tested-coroutine
