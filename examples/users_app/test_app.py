"""The app is served in the loop of the test, with its lifespan, and requests really overlap."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from asyncproof import VirtualClock
from asyncproof.kit import Apps, Server
from examples.users_app.app import app

ANN = {"name": "Ann", "email": "ann@users.example"}


@pytest_asyncio.fixture
async def server(asgi: Apps) -> Server:
    """The app, started."""
    return await asgi(app)


@pytest_asyncio.fixture
async def client(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the app."""
    async with httpx.AsyncClient(base_url=server.url) as client:
        yield client


async def test_a_user_is_made_and_found(client: httpx.AsyncClient) -> None:
    """The answer to a POST has a number, under which the user is found."""
    made = await client.post("/users", json=ANN)
    assert (made.status_code, made.json()) == (201, {"id": 1, **ANN})
    assert (await client.get("/users/1")).json() == {"id": 1, **ANN}


async def test_a_user_who_is_not_there(client: httpx.AsyncClient) -> None:
    """A 404 that names the number."""
    answer = await client.get("/users/9")
    assert (answer.status_code, answer.json()["detail"]) == (404, "there is no user 9")


@pytest.mark.parametrize("wrong", [{"name": ""}, {"email": "nowhere"}, {"email": None}])
async def test_what_is_no_user(client: httpx.AsyncClient, wrong: dict[str, object]) -> None:
    """It is refused, and the answer names the field."""
    answer = await client.post("/users", json=ANN | wrong)
    assert answer.status_code == 422
    assert [error["loc"][-1] for error in answer.json()["detail"]] == list(wrong)


async def test_an_address_is_taken_once(client: httpx.AsyncClient) -> None:
    """Of three who come with it at the same time one gets it."""
    answers = await asyncio.gather(*(client.post("/users", json=ANN) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]


async def test_the_welcome_is_not_waited_for(
    server: Server, client: httpx.AsyncClient, clock: VirtualClock
) -> None:
    """The answer comes at once, the mail goes out half a minute later."""
    await client.post("/users", json=ANN)
    assert clock.now < 1
    await server.wait_idle()
    assert server.state["store"].welcomed == ["ann@users.example"]
    assert clock.now > 30
