"""WebSockets that a test expects: which, how often, and what instead of a script."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.core import UsageError
from tests.stub.websockets.talkers import Refused, talker_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub import Host, Net

pytestmark = pytest.mark.asyncio


async def test_a_websocket_that_nobody_expects(net: Net, chat: Host, opened: Callable[..., Any]) -> None:
    """It is refused with 501 and told beside the closest one; one that is never opened is told too."""
    chat.websocket("/rooms/{id}", query={"v": "1"})
    with pytest.raises(Refused) as refused:
        async with opened("/room/7?v=1"):
            pass
    assert refused.value.status == 501
    story = net.story(net.wrong())
    assert "nobody expected WebSocket wss://chat.example/room/7?v=1" in story
    assert "closest: WebSocket wss://chat.example/rooms/{id} (" in story
    assert "path: expected /rooms/{id}, got /room/7" in story
    assert 'write host.websocket("/room/7"), or net.allow("unexpected")' in story
    assert "WebSocket wss://chat.example/rooms/{id} was never opened" in story
    net.allow("unexpected", "unused")


async def test_one_too_many(net: Net, chat: Host) -> None:
    """A WebSocket that is opened once too often is told."""
    chat.websocket("/a").closes()
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        await talker.rest()
    with pytest.raises(Refused):
        async with talker_of("websockets", "wss://chat.example/a"):
            pass
    story = net.story(net.wrong())
    assert "WebSocket wss://chat.example/a came twice, and has a reply for once" in story
    assert 'write times=2 or times="some" in host.websocket(...)' in story
    net.allow("surplus")


async def test_requests_and_websockets_of_one_path(net: Net, chat: Host) -> None:
    """A GET request and a WebSocket at the same path are two things."""
    chat.get("/a").reply(text="plain")
    room = chat.websocket("/a", headers={"x-user": "Ann"}).closes()
    import aiohttp

    async with aiohttp.ClientSession() as session:
        async with session.get("https://chat.example/a") as response:
            assert await response.text() == "plain"
        async with session.ws_connect("https://chat.example/a", headers={"X-User": "Ann"}) as socket:
            assert (await socket.receive()).data == 1000
    assert [str(request) for request in chat.requests] == [
        "GET https://chat.example/a",
        "WebSocket wss://chat.example/a",
    ]
    assert room.requests[0].headers["x-user"] == "Ann"
    assert chat.url == "https://chat.example"


async def test_order(net: Net, chat: Host) -> None:
    """WebSockets and requests have their place in an order."""
    with net.in_order():
        chat.get("/token").reply(text="t")
        chat.websocket("/a").closes()
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        await talker.rest()
    assert "WebSocket wss://chat.example/a came before GET https://chat.example/token" in net.story(
        net.wrong()
    )
    net.allow("order", "unused")


async def test_rejections(chat: Host, opened: Callable[..., Any]) -> None:
    """The handshake is answered by HTTP, with all that a reply can be."""
    chat.websocket("/a").reject(401, json={"error": "who?"}, headers={"www-authenticate": "Bearer"})
    chat.websocket("/b").reject()
    for path, status in (("/a", 401), ("/b", 403)):
        with pytest.raises(Refused) as refused:
            async with opened(path):
                pass
        assert refused.value.status == status


async def test_a_rejection_that_is_not_awaited(chat: Host) -> None:
    """A client that gives up before it is rejected leaves no trouble behind."""
    chat.websocket("/a").reject(503, delay=60)
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(_open("wss://chat.example/a"), 5)
    assert asyncio.get_running_loop().time() == pytest.approx(5)


async def _open(url: str) -> None:
    async with talker_of("websockets", url):
        pass


async def test_a_handshake_that_takes_its_time(chat: Host) -> None:
    """With a delay the handshake is answered later; early bytes wait until then."""
    chat.websocket("/a", delay=3).receives("early").closes()
    reader, writer = await asyncio.open_connection("chat.example", 443, ssl=True)
    writer.write(
        b"GET /a HTTP/1.1\r\nhost: chat.example\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
        b"sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        b"\x81\x85\x00\x00\x00\x00ea"
    )
    await asyncio.sleep(1)
    writer.write(b"rly")
    assert await reader.readuntil(b" ") == b"HTTP/1.1 "
    assert asyncio.get_running_loop().time() == pytest.approx(3)
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"101 Switching")
    assert (await reader.readexactly(4))[:2] == b"\x88\x02"
    writer.close()


async def test_compression(chat: Host) -> None:
    """It is agreed to where a test asks for it, and otherwise not."""
    from websockets.asyncio.client import connect

    chat.websocket("/packed", compression=True).receives("a" * 1000).sends("b" * 1000)
    chat.websocket("/plain").receives("a").sends("b")
    for path, letters in (("packed", 1000), ("plain", 1)):
        async with connect(f"wss://chat.example/{path}") as socket:
            assert bool(socket.protocol.extensions) is (path == "packed")
            await socket.send("a" * letters)
            assert await socket.recv() == "b" * letters


async def test_fragments(chat: Host, opened: Callable[..., Any]) -> None:
    """A message in several frames is one message, in both directions."""
    from websockets.asyncio.client import connect

    chat.websocket("/a", times=2).sends("ümläut", fragments=5).sends(b"", fragments=3)
    async with opened() as talker:
        assert [await talker.receive(), await talker.receive()] == ["ümläut", b""]
    chat.websocket("/b").receives("abc").receives(b"de")
    async with connect("wss://chat.example/a") as socket:
        assert [part async for part in socket.recv_streaming()] == ["", "üm", "l", "ä", "ut"]
    async with connect("wss://chat.example/b") as socket:
        await socket.send(["a", "b", "c"])
        await socket.send([b"d", b"e"])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda room: room.sends("a", fragments=0), "fragments is a number from 1 up, not 0"),
        (lambda room: room.waits(-1), "waits() takes a number of seconds from 0 up, not -1"),
        (lambda room: room.closes(1006), "1006 can't be sent as the code of a close"),
        (lambda room: room.closes("bye"), "closed with a number and a text, not 'bye' and ''"),
        (lambda room: room.closes(1000, "x" * 124), "the reason of a close has at most 123 bytes"),
        (lambda room: room.sends("a").serve(_open), "is answered by a script already"),
        (lambda room: room.serve(_open).reject(), "is answered by open, _open() already"),
        (lambda room: room.reject(404).sends("a"), "is answered by 404, 0 bytes already"),
    ],
)
async def test_what_makes_no_sense(chat: Host, wrong: Callable[[Any], Any], said: str) -> None:
    """What can't be is refused where it is written."""
    room = chat.websocket("/a")
    room.optional()
    with pytest.raises(UsageError, match=re.escape(said)):
        wrong(room)
    with pytest.raises(UsageError, match=r"delay takes a number of seconds"):
        chat.websocket("/b", delay=-1)


async def test_in_words(chat: Host) -> None:
    """An expectation and a connection show what they are."""
    room = chat.websocket("/a/{b}").sends("hello")
    assert repr(room) == "<WebSocketExpectation WebSocket wss://chat.example/a/{b}, answered 0 times>"
    async with talker_of("websockets", "wss://chat.example/a/1") as talker:
        assert await talker.receive() == "hello"
        assert repr(room.connections[0]) == "<WebSocketConnection wss://chat.example/a/1, open>"
    await asyncio.sleep(0)
    assert repr(room.connections[0]) == "<WebSocketConnection wss://chat.example/a/1, closed with 1000>"
