"""The WebSocket clients that reach a test's hosts, all with the same few words."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import httpx
import httpx2
import httpx2.websockets
import httpx_ws
import websockets.asyncio.client
import websockets.exceptions
import wsproto.events

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

BIG = 10_000_000


class Gone(Exception):  # noqa: N818 - it is what happened
    """The WebSocket has ended: with which code and reason, as the library tells it; 1006 for none."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class Refused(Exception):  # noqa: N818 - as above
    """The handshake was answered by HTTP."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Talker:
    """A WebSocket of some library, seen from the client."""

    subprotocol: str | None

    async def send(self, message: str | bytes) -> None:
        """Send text or bytes."""
        raise NotImplementedError

    async def receive(self) -> str | bytes:
        """Return the next message, or raise `Gone`."""
        raise NotImplementedError

    async def close(self, code: int, reason: str = "") -> None:
        """Close with a code."""
        raise NotImplementedError

    async def rest(self) -> list[Any]:
        """Return what still comes, the end last."""
        found: list[Any] = []
        while True:
            try:
                found.append(await self.receive())
            except Gone as gone:  # noqa: PERF203 - the end of the loop
                return [*found, (gone.code, gone.reason)]


class WebsocketsTalker(Talker):
    """websockets' asyncio client."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.subprotocol = connection.subprotocol

    async def send(self, message: str | bytes) -> None:
        await self.connection.send(message)

    async def receive(self) -> str | bytes:
        try:
            return await self.connection.recv()
        except websockets.exceptions.ConnectionClosed as closed:
            received = closed.rcvd
            raise Gone(received.code, received.reason) if received else Gone(1006) from None

    async def close(self, code: int, reason: str = "") -> None:
        await self.connection.close(code, reason)


class AiohttpTalker(Talker):
    """aiohttp's `ws_connect`."""

    def __init__(self, response: aiohttp.ClientWebSocketResponse) -> None:
        self.response = response
        self.subprotocol = response.protocol

    async def send(self, message: str | bytes) -> None:
        await (
            self.response.send_str(message) if isinstance(message, str) else self.response.send_bytes(message)
        )

    async def receive(self) -> str | bytes:
        message = await self.response.receive()
        if message.type in {aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY}:
            return message.data
        if message.type is aiohttp.WSMsgType.CLOSE:
            raise Gone(message.data, message.extra or "")
        raise Gone(1006)

    async def close(self, code: int, reason: str = "") -> None:
        await self.response.close(code=code, message=reason.encode())


class HttpxTalker(Talker):
    """httpx-ws', and httpx2's own, which comes from it."""

    def __init__(self, session: Any, library: Any) -> None:
        self.session = session
        self.library = library
        self.subprotocol = session.subprotocol

    async def send(self, message: str | bytes) -> None:
        await (
            self.session.send_text(message) if isinstance(message, str) else self.session.send_bytes(message)
        )

    async def receive(self) -> str | bytes:
        try:
            event = await self.session.receive()
        except self.library.WebSocketDisconnect as gone:
            raise Gone(gone.code, gone.reason) from None
        except self.library.WebSocketNetworkError:
            raise Gone(1006) from None
        assert isinstance(event, wsproto.events.TextMessage | wsproto.events.BytesMessage)
        return event.data if isinstance(event.data, str) else bytes(event.data)

    async def close(self, code: int, reason: str = "") -> None:
        await self.session.close(code, reason)


@asynccontextmanager
async def talker_of(library: str, url: str, subprotocols: Sequence[str] = ()) -> AsyncIterator[Talker]:
    """Open a WebSocket with a client of a library by its name."""
    offered: Any = list(subprotocols) or None
    if library == "websockets":
        async with _connected(url, offered) as connection:
            yield WebsocketsTalker(connection)
    elif library == "aiohttp":
        async with aiohttp.ClientSession() as session:
            try:
                response = await session.ws_connect(url, protocols=offered or (), max_msg_size=BIG)
            except aiohttp.WSServerHandshakeError as error:
                raise Refused(error.status) from None
            async with response:
                yield AiohttpTalker(response)
    elif library == "httpx-ws":
        async with httpx.AsyncClient(verify=False) as client:
            try:
                async with httpx_ws.aconnect_ws(
                    url, client, subprotocols=offered, max_message_size_bytes=BIG
                ) as session:
                    yield HttpxTalker(session, httpx_ws)
            except httpx_ws.WebSocketUpgradeError as error:
                raise Refused(error.response.status_code) from None
    else:
        async with httpx2.AsyncClient(verify=False) as client:
            try:
                async with client.websocket(url, subprotocols=offered, max_message_size_bytes=BIG) as session:
                    yield HttpxTalker(session, httpx2.websockets)
            except httpx2.websockets.WebSocketUpgradeError as error:
                raise Refused(error.response.status_code) from None


@asynccontextmanager
async def _connected(url: str, offered: Any) -> AsyncIterator[Any]:
    try:
        connection = await websockets.asyncio.client.connect(url, subprotocols=offered, max_size=BIG)
    except websockets.exceptions.InvalidStatus as error:
        raise Refused(error.response.status_code) from None
    async with connection:
        yield connection


TALKERS = ("websockets", "aiohttp", "httpx-ws", "httpx2")
