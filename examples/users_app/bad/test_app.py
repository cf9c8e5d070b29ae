"""Tests by the plain client, by an argument that is gone, and one request after another."""

import asyncio

import httpx
import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient

from examples.users_app.bad.app import app, create, users

ANN = {"name": "Ann", "email": "ann@users.example"}


async def test_by_the_plain_client():
    client = TestClient(app)
    assert client.post("/users", json={**ANN, "email": "p@users.example"}).status_code == 201  # check: sync-test-client


async def test_by_an_argument_that_is_gone():  # fails: TypeError
    async with httpx.AsyncClient(app=app, base_url="http://test") as client:  # check: removed-app-argument
        assert (await client.get("/users/0")).status_code == 200


async def test_a_user_who_is_not_there(asgi):  # error: app-failed
    server = await asgi(app)
    async with httpx.AsyncClient(base_url=server.url) as client:
        assert (await client.get("/users/1000")).status_code >= 400


async def test_without_await(asgi):  # guard: never-awaited
    server = await asgi(app)
    async with httpx.AsyncClient(base_url=server.url) as client:
        answer = client.get("/users/0")
        assert answer  # check: tested-coroutine


@pytest.mark.explore(runs=30)
async def test_an_address_is_taken_once():  # guard: changed-global; explore: latency
    users.clear()

    async def later():
        await asyncio.sleep(0.5)
        await create(ANN)

    answers = await asyncio.gather(create(ANN), later(), return_exceptions=True)
    assert [type(answer) for answer in answers] == [dict, HTTPException]
