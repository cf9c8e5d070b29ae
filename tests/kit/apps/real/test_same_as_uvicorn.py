"""Whatever a client can see of our server is what it sees of uvicorn over a real socket."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import aiohttp
import httpx
import pytest
import websockets
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.kit.apps.real.sides import Place, Story, in_memory, real_server, really

REQUESTS = {
    "get": b"GET /scope/a%20b/%C3%BC?x=1&y HTTP/1.1\r\nHost: h\r\nAccept: a\r\nX-Two: 1\r\nX-Two: 2\r\n",
    "post": b"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
    "post in chunks": b"POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
    b"Connection: close\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
    "expects 100": b"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n"
    b"Connection: close\r\n\r\nhi",
    "chunks": b"GET /chunks HTTP/1.1\r\nHost: h\r\n",
    "head": b"HEAD /echo HTTP/1.1\r\nHost: h\r\n",
    "nothing": b"GET /nothing HTTP/1.1\r\nHost: h\r\n",
    "1.0": b"GET /echo HTTP/1.0\r\n\r\n",
    "raises": b"GET /raises HTTP/1.1\r\nHost: h\r\n\r\n",
    "breaks": b"GET /breaks HTTP/1.1\r\nHost: h\r\n\r\n",
    "silent": b"GET /silent HTTP/1.1\r\nHost: h\r\n\r\n",
    "unfinished": b"GET /unfinished HTTP/1.1\r\nHost: h\r\n\r\n",
    "too long": b"GET /too-long HTTP/1.1\r\nHost: h\r\n\r\n",
    "wrong message": b"GET /wrong-message HTTP/1.1\r\nHost: h\r\n\r\n",
    "pipelined": b"GET /echo HTTP/1.1\r\nHost: h\r\n\r\n"
    b"GET /chunks HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    "garbage": b"what is this\r\n\r\n",
    "an upgrade to nothing known": b"GET /echo HTTP/1.1\r\nHost: h\r\nConnection: upgrade, close\r\n"
    b"Upgrade: h2c\r\n\r\n",
    "half a handshake": b"GET /echo HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
}


@pytest.fixture(scope="module")
def real() -> Iterator[Place]:
    """One uvicorn for all stories."""
    with real_server() as place:
        yield place


def is_same(story: Story, real: Place) -> Any:
    """Hold both sides against each other, and return what was seen."""
    ours, theirs = in_memory(story), really(story, real)
    assert ours == theirs
    return ours


async def spoken(place: Place, data: bytes) -> bytes:
    """Return every byte that the server sends until it closes."""
    reader, writer = await asyncio.open_connection(*place.address)
    writer.write(data if b"\r\n\r\n" in data else data + b"Connection: close\r\n\r\n")
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return re.sub(
        rb"\r\nDate: [^\r]*", b"", answer
    )  # uvicorn's own refusals of WebSockets tell the real time


@pytest.mark.parametrize("name", REQUESTS)
def test_every_byte_is_the_same(name: str, real: Place) -> None:
    """For one and the same request both servers send the same bytes, errors included."""

    async def story(place: Place) -> bytes:
        return await spoken(place, REQUESTS[name])

    assert is_same(story, real).startswith(b"HTTP/1.")


def test_a_large_body_comes_back_whole(real: Place) -> None:
    """A body that fills every buffer is streamed both ways."""

    async def body() -> Any:
        for number in range(40):
            yield bytes([number]) * 50_000

    async def story(place: Place) -> Any:
        async with httpx.AsyncClient(base_url=place.url) as client:
            response = await client.post("/echo", content=body())
            return len(response.content), hash(response.content), response.headers.raw

    assert is_same(story, real)[0] == 2_000_000


@pytest.mark.parametrize("path", ["breaks", "unfinished"])
def test_a_broken_response_is_the_clients_error(path: str, real: Place) -> None:
    """Both httpx and aiohttp raise the same as over a socket when a response ends too early."""

    async def story(place: Place) -> Any:
        seen = []
        async with (
            httpx.AsyncClient(base_url=place.url) as client,
            aiohttp.ClientSession(place.url) as session,
        ):
            with pytest.raises(httpx.RemoteProtocolError) as by_httpx:
                await client.get(f"/{path}")
            seen.append(str(by_httpx.value))
            with pytest.raises(aiohttp.ClientPayloadError) as by_aiohttp:
                async with session.get(f"/{path}") as response:
                    await response.read()
            seen.append(type(by_aiohttp.value).__name__)
        return seen

    is_same(story, real)


async def noted(place: Place, path: str, count: int) -> Any:
    """Ask the app what it has noted for a path, once it has noted so much."""
    return await spoken(place, f"GET /notes?{path}={count} HTTP/1.1\r\nHost: h\r\n".encode())


def test_an_endless_stream_that_the_client_leaves(real: Place) -> None:
    """The client gets events as they come; the app hears of it when the client leaves."""

    async def story(place: Place) -> Any:
        lines = []
        async with (
            httpx.AsyncClient(base_url=place.url) as client,
            client.stream("GET", "/forever/httpx") as response,
        ):
            async for line in response.aiter_lines():
                lines.append(line)
                if len(lines) == 6:
                    break
        return lines, await noted(place, "/forever/httpx", 1)

    assert is_same(story, real)[1].endswith(b'["http.disconnect"]')


def test_a_client_that_goes_away_before_the_response(real: Place) -> None:
    """An app that listens while it works is told that its client is gone."""

    async def story(place: Place) -> Any:
        async with aiohttp.ClientSession(place.url) as session:
            request = asyncio.ensure_future(session.get("/hold/early"))
            first = await noted(place, "/hold/early", 1)
            request.cancel()
            await asyncio.wait({request})
        return first, await noted(place, "/hold/early", 2)

    assert is_same(story, real)[1].endswith(b'["http.request", "http.disconnect"]')


def test_after_the_response_the_app_hears_a_disconnect(real: Place) -> None:
    """A whole response ends the exchange for the app, though the connection stays."""

    async def story(place: Place) -> Any:
        async with httpx.AsyncClient(base_url=place.url) as client:
            text = (await client.post("/after/x", content=b"abc")).text
        return text, await noted(place, "/after/x", 1)

    assert is_same(story, real)[1].endswith(b'["http.disconnect"]')


def test_a_websocket_talks(real: Place) -> None:
    """Text, bytes, a large message, a subprotocol; the client's close code and reason reach the app."""

    async def story(place: Place) -> Any:
        async with websockets.connect(f"{place.ws_url}/echo/talk", subprotocols=["a", "b"]) as client:
            seen: list[Any] = [client.subprotocol]
            for message in ("text", b"bytes", "x" * 300_000):
                await client.send(message)
                seen.append(await client.recv())
            await client.close(4003, "enough")
            seen.append((client.close_code, client.close_reason))
        return seen, await noted(place, "/echo/talk", 1)

    assert is_same(story, real)[1].endswith(b'[[4003, "enough"]]')


def test_a_websockets_scope(real: Place) -> None:
    """An app is told the same of a WebSocket, and its headers reach the client."""

    async def story(place: Place) -> Any:
        async with websockets.connect(f"{place.ws_url}/scope/%20?q=1") as client:
            assert client.response is not None
            told = await client.recv()
            headers = sorted(set(client.response.headers) - {"Sec-WebSocket-Accept"})
            return told, headers, client.response.headers["x-hello"]

    assert "'path': '/scope/ '" in is_same(story, real)[0]


@pytest.mark.parametrize(("path", "status"), [("reject", 403), ("denial", 402), ("raises", 500)])
def test_a_websocket_that_is_refused(path: str, status: int, real: Place) -> None:
    """A refusal has the status, the headers and the body that it has over a socket."""

    async def story(place: Place) -> Any:
        with pytest.raises(InvalidStatus) as refused:
            await websockets.connect(f"{place.ws_url}/{path}")
        response = refused.value.response
        headers = {name.lower(): value for name, value in response.headers.raw_items()}
        headers.pop("date", None)  # uvicorn's own refusals tell the real time
        return response.status_code, headers, bytes(response.body or b"")

    assert is_same(story, real)[0] == status


@pytest.mark.parametrize(
    ("path", "code", "reason"), [("goodbye", 4002, "tired"), ("breaks", 1006, ""), ("silent", 1006, "")]
)
def test_a_websocket_that_the_app_ends(path: str, code: int, reason: str, real: Place) -> None:
    """Messages come before the end; code and reason, or their absence, are the client library's exception."""

    async def story(place: Place) -> Any:
        async with websockets.connect(f"{place.ws_url}/{path}") as client:
            seen = []
            with pytest.raises(ConnectionClosed) as closed:
                while True:
                    seen.append(await client.recv())
            return (
                seen,
                type(closed.value).__name__,
                str(closed.value),
                client.close_code,
                client.close_reason,
            )

    assert is_same(story, real)[3:] == (code, reason)
