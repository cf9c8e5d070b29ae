"""Scripts: what is played, what differs, and what is told."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.core import UsageError
from tests.stub.websockets.talkers import talker_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub import Host, Net

pytestmark = pytest.mark.asyncio


def told(net: Net, *troubles: Any) -> str:
    """Return the story so far, and let the test pass in spite of it."""
    story = net.story(net.wrong())
    net.allow(*troubles)
    return story


async def test_a_conversation(chat: Host, opened: Callable[..., Any]) -> None:
    """A script waits for messages, answers with text, bytes and JSON, and lets virtual time pass."""
    room = chat.websocket("/rooms/{id}").receives("hello").sends("welcome").waits(60).sends(b"\x00")
    room.receives(json={"type": "ask", "id": ...}).sends(json={"answer": [1, None]}).closes(4000, "done")
    async with opened("/rooms/7") as talker:
        await talker.send("hello")
        assert await talker.receive() == "welcome"
        before = asyncio.get_running_loop().time()
        assert await talker.receive() == b"\x00"
        assert asyncio.get_running_loop().time() - before == pytest.approx(60)
        await talker.send('{"id": 3, "type": "ask"}')
        assert await talker.rest() == ['{"answer": [1, null]}', (4000, "done")]
    [connection] = room.connections
    assert connection.params == {"id": "7"}
    assert connection.received == ["hello", '{"id": 3, "type": "ask"}']
    assert connection.sent == ["welcome", b"\x00", '{"answer": [1, null]}']


async def test_another_message_is_told(net: Net, chat: Host, opened: Callable[..., Any]) -> None:
    """A message that differs ends the WebSocket with 1008, and its difference is told."""
    chat.websocket("/a").receives("first").receives(json={"type": "hello", "n": 1}).sends("never")
    async with opened() as talker:
        await talker.send("first")
        await talker.send('{"type": "hallo", "n": 1}')
        assert await talker.rest() == [(1008, "json.type: expected 'hello', got 'hallo'")]
    story = told(net, "message")
    assert "WebSocket wss://chat.example/a: message 2 of the client is not the expected one" in story
    assert "json.type: expected 'hello', got 'hallo'" in story
    assert "script: receives json={'type': 'hello', 'n': 1} (" in story
    assert "test_script.py:" in story
    assert "    client: 'first'" in story
    assert "    host closes: 1008" in story


async def test_a_message_too_much_is_told(net: Net, chat: Host, opened: Callable[..., Any]) -> None:
    """What a client says after the end of the script is told."""
    chat.websocket("/a").receives("one")
    async with opened() as talker:
        await talker.send("one")
        await talker.send("two")
        assert await talker.rest() == [(1008, "not read: 'two'")]
    story = told(net, "message")
    assert "the client sent more than the script reads" in story
    assert 'write .receives(...) at the end of the script, or net.allow("message")' in story


@pytest.mark.parametrize("ends", ["closes", "cuts", "hangs_up"])
async def test_a_message_that_is_not_read_before_the_end(net: Net, chat: Host, ends: str) -> None:
    """A script that ends the WebSocket has read everything before, or it is told."""
    getattr(chat.websocket("/a").waits(1), ends)()
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        await talker.send("nobody reads this")
        assert await talker.rest() == [(1008, "not read: 'nobody reads this'")]
    assert "the client sent more than the script reads" in told(net, "message")


async def test_a_script_that_is_not_played_to_its_end(
    net: Net, chat: Host, opened: Callable[..., Any]
) -> None:
    """A client that leaves too early is told, with the step that never came."""
    chat.websocket("/a").receives("one").sends("two").receives("three").sends("four")
    async with opened() as talker:
        await talker.send("one")
        assert await talker.receive() == "two"
        await talker.close(3000, "enough")
    await asyncio.sleep(0.1)
    story = told(net, "unfinished")
    assert "the script of WebSocket wss://chat.example/a was not played to its end" in story
    assert "played: 2 of 4 steps; the WebSocket was closed with 3000" in story
    assert re.search(r"next: receives 'three' \(.*test_script.py:\d+\)", story)


async def test_an_open_end_is_told(net: Net, chat: Host) -> None:
    """A WebSocket that is still open is told as such, if its script waits."""
    chat.websocket("/a").receives("never")
    async with talker_of("websockets", "wss://chat.example/a"):
        assert "played: 0 of 1 steps; the WebSocket is still open" in told(net, "unfinished")


async def test_what_the_host_would_say_is_no_duty(chat: Host, opened: Callable[..., Any]) -> None:
    """A client need not wait for what the host says or does last, nor for time that passes then."""
    chat.websocket("/a").receives("one").sends("two").sends(b"three").waits(1).closes()
    chat.websocket("/b").receives("one").sends("two").waits(100)
    async with opened("/b") as talker:
        await talker.send("one")
        assert await talker.receive() == "two"
    async with opened("/a") as talker:
        await talker.send("one")
        assert await talker.rest() == ["two", b"three", (1000, "")]


async def test_a_client_that_leaves_while_time_passes(net: Net, chat: Host) -> None:
    """What the host would have said later is told, when the client does not wait for it."""
    chat.websocket("/a").sends("one").waits(10).sends("two")
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        assert await talker.receive() == "one"
    await asyncio.sleep(20)
    assert "next: waits 10 s" in told(net, "unfinished")


async def test_a_ping_that_is_not_answered(net: Net, chat: Host) -> None:
    """A client that is cut off before it answers a ping has not played its part."""
    chat.link(latency=1)
    chat.websocket("/a").pings()
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        chat.disconnect()
        assert await talker.rest() == [(1006, "")]
    await asyncio.sleep(5)
    assert "next: pings" in told(net, "unfinished")


@pytest.mark.parametrize("ends", ["cuts", "hangs_up"])
async def test_ends_without_a_close(chat: Host, opened: Callable[..., Any], ends: str) -> None:
    """A script may break the connection off; the client sees what was sent before."""
    getattr(chat.websocket("/a").sends("a"), ends)()
    async with opened() as talker:
        assert await talker.rest() == ["a", (1006, "")]


@pytest.mark.parametrize("library", ["websockets", "aiohttp"])
async def test_garbage(chat: Host, library: str) -> None:
    """Bytes that are no frame make a client fail the connection, and the host sees its code."""
    room = chat.websocket("/a").sends("a").garbage().receives_close(1002)
    async with talker_of(library, "wss://chat.example/a") as talker:
        assert await talker.receive() == "a"
        assert (await talker.rest())[-1][0] in {1006, 1002}
    assert room.connections[0].close_code == 1002


@pytest.mark.parametrize(
    ("expected", "said"),
    [((3000,), "code: expected 3000, got 4000"), ((None, "a"), "reason: expected 'a', got 'b'")],
)
async def test_another_close_is_told(net: Net, chat: Host, expected: Any, said: str) -> None:
    """A close with another code or reason than the expected one is told."""
    chat.websocket("/a").receives_close(*expected)
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        await talker.close(4000, "b")
    story = told(net, "message")
    assert "the client closed in another way than expected" in story
    assert said in story


async def test_a_message_in_the_place_of_a_close_is_told(net: Net, chat: Host) -> None:
    """A client that goes on where it was to close is told."""
    chat.websocket("/a").receives_close()
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        await talker.send("more")
        await talker.rest()
    assert "expected a close, got the message 'more'" in told(net, "message")


async def test_each_connection_has_a_script_of_its_own(chat: Host) -> None:
    """With `times` every client is played the whole script; expectations of one path come in turn."""
    chat.websocket("/a", times=2).sends("again").cuts()
    chat.websocket("/a").sends("at last").closes()
    seen = []
    for _ in range(3):
        async with talker_of("websockets", "wss://chat.example/a") as talker:
            seen.append(await talker.rest())
    assert seen == [["again", (1006, "")], ["again", (1006, "")], ["at last", (1000, "")]]


async def test_nothing_comes_after_the_end(chat: Host) -> None:
    """A step after the last one is refused where it is written."""
    room = chat.websocket("/a").closes()
    room.optional()
    with pytest.raises(UsageError, match=r"the script closes with 1000 \(.*\), so nothing comes after that"):
        room.sends("late")


async def test_what_crosses_a_close_is_lost(chat: Host) -> None:
    """Messages that are on their way when the host closes are no trouble, as on a real line."""
    chat.link(latency=1)
    room = chat.websocket("/a").sends("a").waits(1.5).closes()
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        await talker.send("crosses the close")
        assert await talker.rest() == ["a", (1000, "")]
    assert room.connections[0].received == ["crosses the close"]


async def test_a_long_talk_is_cut(net: Net, chat: Host) -> None:
    """Of a long conversation the transcript shows the end."""
    room = chat.websocket("/a")
    for number in range(50):
        room.sends(str(number))
    async with talker_of("websockets", "wss://chat.example/a") as talker:
        assert [await talker.receive() for _ in range(50)] == [str(number) for number in range(50)]
    await asyncio.sleep(0)
    assert "(21 earlier lines are left out)" in net.transcript()
    assert "host: '20'" not in net.transcript()
    assert "host: '49'" in net.transcript()
