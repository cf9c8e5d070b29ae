"""Real clients, in one loop with the app."""

from __future__ import annotations

import asyncio

import pytest
import pytest_asyncio
import websockets

from asyncproof import VirtualClock
from asyncproof.kit import Apps, Server
from examples.chat.app import app, rooms


@pytest_asyncio.fixture
async def server(asgi: Apps) -> Server:
    """The chat, started."""
    return await asgi(app)


async def test_what_one_says_the_others_hear(server: Server) -> None:
    """In their room, and not the one who has said it."""
    async with (
        websockets.connect(f"{server.ws_url}/rooms/tea") as ann,
        websockets.connect(f"{server.ws_url}/rooms/tea") as bob,
        websockets.connect(f"{server.ws_url}/rooms/coffee") as cy,
    ):
        await ann.send("hello")
        assert await bob.recv() == "hello"
        for socket in (ann, cy):
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(socket.recv(), timeout=60)


async def test_messages_keep_their_order(server: Server) -> None:
    """What one says is heard in the order in which it was said."""
    async with (
        websockets.connect(f"{server.ws_url}/rooms/tea") as ann,
        websockets.connect(f"{server.ws_url}/rooms/tea") as bob,
    ):
        for number in range(5):
            await ann.send(str(number))
        assert [await bob.recv() for _ in range(5)] == list("01234")


async def test_who_goes_is_forgotten(server: Server, clock: VirtualClock) -> None:
    """Whether they say goodbye or not; and the last one takes the room along."""
    async with websockets.connect(f"{server.ws_url}/rooms/tea") as ann:
        bob = await websockets.connect(f"{server.ws_url}/rooms/tea")
        bob.transport.abort()
        await bob.wait_closed()
        await ann.send("anybody?")
        await clock.advance(1)
        assert len(rooms["tea"]) == 1
    await server.wait_idle()
    assert not rooms
