"""The host's end: back pressure, and connections that end in their own ways."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import websockets.exceptions
import websockets.sync.client
from websockets.asyncio.client import connect

if TYPE_CHECKING:
    from asyncproof.stub import Host, Net

pytestmark = pytest.mark.asyncio

LARGE = b"x" * 1_000_000


async def test_a_host_that_does_not_read(chat: Host) -> None:
    """After some unread messages the host reads no more, so that the client has to wait; nothing is lost."""
    heard: list[Any] = []

    async def slow(socket: Any) -> None:
        await asyncio.sleep(60)
        heard.extend([len(message) async for message in socket])

    chat.websocket("/a").serve(slow)
    async with connect("wss://chat.example/a", ping_interval=None) as socket:
        for _ in range(40):
            await socket.send(LARGE)
        assert asyncio.get_running_loop().time() == pytest.approx(60)
    await asyncio.sleep(0.1)
    assert heard == [len(LARGE)] * 40


async def test_a_client_that_does_not_read(chat: Host) -> None:
    """A host that sends more than the client takes has to wait."""
    sent: list[float] = []

    async def flood(socket: Any) -> None:
        for _ in range(40):
            await socket.send(LARGE)
            sent.append(asyncio.get_running_loop().time())

    chat.websocket("/a").serve(flood)
    async with connect("wss://chat.example/a", ping_interval=None) as socket:
        await asyncio.sleep(60)
        assert [len(await socket.recv()) for _ in range(40)] == [len(LARGE)] * 40
    assert 0 < sum(at < 60 for at in sent) < 40


async def test_keepalive_over_time(chat: Host) -> None:
    """A client's pings are answered for an hour, and a host that is out of reach is noticed."""
    chat.websocket("/a").waits(3600).sends("still here").receives_close()
    async with connect("wss://chat.example/a") as socket:
        assert await socket.recv() == "still here"


async def test_an_end_of_the_stream_without_a_close(net: Net, chat: Host) -> None:
    """A client that just goes is seen as gone, with 1006 and a line of the transcript."""
    room = chat.websocket("/a").sends("a")
    socket = await connect("wss://chat.example/a")
    await socket.recv()
    socket.transport.close()
    await asyncio.sleep(1)
    assert room.connections[0].close_code == 1006
    assert "connection ended without a close" in net.transcript()


async def test_frames_that_break_the_protocol(net: Net, chat: Host) -> None:
    """What is no frame is a line of the transcript, and the client sees 1002."""
    chat.websocket("/a")
    async with connect("wss://chat.example/a") as socket:
        socket.transport.write(b"\xff\xff\xff\xff\xff\xff")
        await asyncio.sleep(1)
        assert socket.protocol.close_code == 1002
    assert "client sent what is no WebSocket: " in net.transcript()


async def test_without_tls(net: Net) -> None:
    """A host at a ws:// URL closes its half of the connection first, as a real server."""
    room = net.ws("ws://plain.example:8080").websocket("/a").closes(1001)
    async with connect("ws://plain.example:8080/a") as socket:
        await socket.wait_closed()
        assert socket.protocol.close_code == 1001
    assert room.connections[0].close_code == 1001


async def test_half_an_end(net: Net) -> None:
    """A client that closes only its sending half has ended without a close."""
    room = net.ws("ws://plain.example").websocket("/a")
    socket = await connect("ws://plain.example/a")
    socket.transport.write_eof()
    await socket.wait_closed()
    assert room.connections[0].close_code == 1006


def talk_in_a_thread(url: str) -> list[Any]:
    """Talk with websockets' client for threads."""
    with websockets.sync.client.connect(url) as socket:
        socket.send("hello")
        heard: list[Any] = [socket.recv()]
        try:
            socket.recv()
        except websockets.exceptions.ConnectionClosed as closed:
            heard.append(closed.rcvd.code if closed.rcvd else None)
    return heard


async def test_on_a_real_port(chat: Host) -> None:
    """A client in a thread reaches the host on a port of this machine, with closes and without."""
    chat.websocket("/a").receives("hello").sends("welcome").closes(4000)
    chat.websocket("/a").receives("hello").sends("welcome").waits(0.01).cuts()
    async with chat.on_loopback() as url:
        heard = [await asyncio.to_thread(talk_in_a_thread, f"ws{url[4:]}/a") for _ in range(2)]
    assert heard == [["welcome", 4000], ["welcome", None]]
