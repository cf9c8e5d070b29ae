"""Handlers: an async function of the test's talks with the client."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from unittest.mock import AsyncMock

import pytest

from asyncproof.core import UsageError
from asyncproof.stub import Disconnected
from tests.stub.websockets.talkers import talker_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub import Host, Net

pytestmark = pytest.mark.asyncio


async def test_a_handler_talks(chat: Host, opened: Callable[..., Any]) -> None:
    """It gets each message and may send; when it returns, the host closes with 1000."""

    async def shout(socket: Any) -> None:
        await socket.send(f"{socket.params['name']} speaks {socket.subprotocol}")
        await socket.send((await socket.receive()).upper())
        await socket.send(json=await socket.receive_json())

    chat.websocket("/{name}", subprotocols=["loud"]).serve(shout)
    async with opened("/Ann", ["loud"]) as talker:
        await talker.send("hello")
        await talker.send("[1]")
        assert await talker.rest() == ["Ann speaks loud", "HELLO", "[1]", (1000, "")]


async def test_a_handler_hears_how_the_client_leaves(chat: Host, opened: Callable[..., Any]) -> None:
    """An end is a plain exception with code and reason, after all messages."""
    heard: list[Any] = []

    async def listen(socket: Any) -> None:
        try:
            while True:
                heard.append(await socket.receive())
        except Disconnected as gone:
            heard.append((gone.code, gone.reason))
            with pytest.raises(Disconnected):
                await socket.send("too late")

    chat.websocket("/a").serve(listen)
    async with opened() as talker:
        await talker.send("one")
        await talker.send("two")
        await talker.close(4000, "enough")
    await asyncio.sleep(0.1)
    assert heard == ["one", "two", (4000, "enough")]


async def test_iterating(chat: Host, opened: Callable[..., Any]) -> None:
    """Iteration ends when the client closes in good order."""
    heard: list[Any] = []

    async def listen(socket: Any) -> None:
        heard.extend([message async for message in socket])
        heard.append("end")

    chat.websocket("/a").serve(listen)
    async with opened() as talker:
        await talker.send("one")
        await talker.send(b"two")
    await asyncio.sleep(0.1)
    assert heard == ["one", b"two", "end"]


async def test_iterating_over_a_cut_cable(chat: Host) -> None:
    """Iteration raises when the client is gone without a close; a handler need not catch that."""
    heard: list[Any] = []

    async def listen(socket: Any) -> None:
        try:
            async for message in socket:
                heard.append(message)  # noqa: PERF401 - what came before the end counts
        except Disconnected as gone:
            heard.append(gone.code)
            raise

    room = chat.websocket("/a").serve(listen)
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        await talker.send("one")
        await asyncio.sleep(1)
        chat.disconnect()
        assert await talker.rest() == [(1006, "")]
    await asyncio.sleep(0.1)
    assert heard == ["one", 1006]
    assert room.connections[0].close_code == 1006


async def test_a_handler_that_fails_is_told(net: Net, chat: Host, opened: Callable[..., Any]) -> None:
    """The client sees 1011, and the error is told with its line."""

    async def fail(socket: Any) -> None:
        raise ValueError(await socket.receive())

    chat.websocket("/a").serve(fail)
    async with opened() as talker:
        await talker.send("no such room")
        assert await talker.rest() == [(1011, "")]
    story = net.story(net.wrong())
    assert "the reply to WebSocket wss://chat.example/a could not be made: ValueError: no such room" in story
    assert "test_serving.py:" in story
    net.allow("handler")


async def test_handlers_talk_to_each_other(chat: Host) -> None:
    """Several clients at once are served by several calls."""
    here: list[Any] = []

    async def relay(socket: Any) -> None:
        here.append(socket)
        async for message in socket:
            for other in here:
                if other is not socket:
                    await other.send(message)

    chat.websocket("/a", times=2).serve(relay)
    ann, bob = (talker_of(library, "wss://chat.example/a") for library in ("websockets", "aiohttp"))
    async with ann as one, bob as other:
        await one.send("hello Bob")
        assert await other.receive() == "hello Bob"


async def test_a_handler_that_goes_on_is_no_trouble(chat: Host) -> None:
    """One that does not notice that its client is gone is stopped with the test's hosts."""

    async def tick(socket: Any) -> None:
        await socket.ping()
        await asyncio.sleep(3600)

    chat.websocket("/a").serve(tick)
    async with talker_of("websockets", "wss://chat.example/a"):
        await asyncio.sleep(1)


async def test_closing_and_cutting(chat: Host) -> None:
    """A handler closes with a code of its own, or cuts the cable."""

    async def close(socket: Any) -> None:
        socket.close(4003, "not for you")
        socket.close()
        with pytest.raises(UsageError, match="the host has closed this WebSocket itself"):
            await socket.receive()

    async def cut(socket: Any) -> None:
        socket.cut()

    chat.websocket("/a").serve(close)
    chat.websocket("/b").serve(cut)
    for path, code, reason in (("a", 4003, "not for you"), ("b", 1006, "")):
        async with talker_of("websockets", f"wss://chat.example/{path}") as talker:
            assert await talker.rest() == [(code, reason)]


async def test_what_is_no_json(net: Net, chat: Host) -> None:
    """Asking for JSON where there is none says what came."""

    async def ask(socket: Any) -> None:
        assert repr(socket) == "<WebSocket wss://chat.example/a>"
        await socket.receive_json()

    chat.websocket("/a").serve(ask)
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        await talker.send("{")
        await talker.rest()
    assert "the client's message is no JSON" in net.story(net.wrong())
    net.allow("handler")


def plain(socket: Any) -> None:
    """Do nothing."""


@pytest.mark.parametrize("wrong", [plain, lambda socket: None, "handler", None])
async def test_what_is_no_handler(chat: Host, wrong: Any) -> None:
    """What is not async is refused where it is written."""
    room = chat.websocket("/a")
    room.optional()
    with pytest.raises(UsageError, match="needs an async function that takes the WebSocket"):
        room.serve(wrong)


async def test_a_mock_may_serve(chat: Host) -> None:
    """Any callable that is awaited will do."""
    handler = AsyncMock(return_value=None)
    chat.websocket("/a").serve(handler)
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        assert await talker.rest() == [(1000, "")]
    handler.assert_awaited_once()


async def test_two_who_wait_for_a_message(chat: Host) -> None:
    """Each message goes to one of those who wait, the first to the one who waited first."""
    heard: list[Any] = []

    async def split(socket: Any) -> None:
        heard.extend(await asyncio.gather(socket.receive(), socket.receive()))

    chat.websocket("/a").serve(split)
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        await talker.send("one")
        await asyncio.sleep(1)
        await talker.send("two")
        assert await talker.rest() == [(1000, "")]
    assert heard == ["one", "two"]
