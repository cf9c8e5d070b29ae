"""Tests that talk from another thread, or to themselves."""

import pytest
import websockets
from fastapi.testclient import TestClient

from examples.chat.app import app as good
from examples.chat.app import rooms
from examples.chat.bad.app import app, room


@pytest.fixture(autouse=True)
def empty_room():
    yield
    room.clear()


async def test_by_the_plain_client():
    with TestClient(good).websocket_connect("/rooms/tea") as socket:  # check: sync-test-client
        socket.send_text("hello")
        assert len(rooms) == 1


async def test_one_who_has_gone(asgi):  # check: nothing-asserted; error: app-failed
    server = await asgi(app)
    async with websockets.connect(f"{server.ws_url}/chat"):
        pass
    async with websockets.connect(f"{server.ws_url}/chat") as bob:
        await bob.send("hello")
        await bob.wait_closed()


async def test_without_await(asgi):  # guard: never-awaited
    server = await asgi(app)
    async with websockets.connect(f"{server.ws_url}/chat") as ann:
        ann.send("hello")  # check: missing-await
        assert ann.recv()  # check: tested-coroutine
