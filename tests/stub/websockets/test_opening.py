"""Handshakes: what is none, and what is another upgrade."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from asyncproof.stub import Host, Net

pytestmark = pytest.mark.asyncio


async def say(text: str) -> bytes:
    """Send text to the host and return all that it answers."""
    reader, writer = await asyncio.open_connection("chat.example", 443, ssl=True)
    writer.write(text.replace("\n", "\r\n").encode())
    answer = await reader.read()
    writer.close()
    return answer


async def test_a_handshake_that_is_none(net: Net, chat: Host) -> None:
    """One without a key is refused as by a real server, and told."""
    chat.websocket("/a")
    answer = await say(
        "GET /a HTTP/1.1\nhost: a\nconnection: upgrade\nupgrade: websocket\nsec-websocket-version: 13\n\n"
    )
    assert answer.startswith(b"HTTP/1.1 400 ")
    story = net.story(net.wrong())
    assert "WebSocket wss://chat.example/a came without a handshake: 400: " in story
    net.allow("not-http")


async def test_a_handshake_that_no_handler_gets(net: Net, chat: Host) -> None:
    """A handler is not called with what is no WebSocket."""

    async def never(socket: object) -> None:
        raise AssertionError(socket)

    chat.websocket("/a").serve(never)
    assert (await say("GET /a HTTP/1.1\nhost: a\nconnection: upgrade\nupgrade: websocket\n\n"))[:12] == (
        b"HTTP/1.1 400"
    )
    net.allow("not-http")


async def test_a_rejection_may_be_any_reply(chat: Host) -> None:
    """A rejection can be a stream, and it can be cut off."""
    handshake = "GET /a HTTP/1.1\nhost: a\nconnection: upgrade\nupgrade: websocket\n\n"
    chat.websocket("/a").reject(418, stream=["tea", 1.0, "pot"])
    chat.websocket("/a").reject(418, content=b"teapot", reset_after=3)
    assert (await say(handshake)).endswith(b"\r\n3\r\ntea\r\n3\r\npot\r\n0\r\n\r\n")
    with pytest.raises(ConnectionResetError):
        await say(handshake)


async def test_another_upgrade(net: Net, chat: Host) -> None:
    """An upgrade to something else than a WebSocket is told, and the connection ends."""
    chat.websocket("/a").optional()
    assert await say("GET /a HTTP/1.1\nhost: a\nconnection: upgrade\nupgrade: h2c\n\n") == b""
    assert "an upgrade that nobody expected" in net.story(net.wrong())
    net.allow("not-http")
