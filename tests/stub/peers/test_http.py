from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from asyncproof.stub import Host, Net

pytestmark = pytest.mark.asyncio


async def say(*parts: bytes, then: float = 0) -> bytes:
    """Send parts, each in a step of its own, and return all that comes back until the host closes."""
    reader, writer = await asyncio.open_connection("api.example.com", 80)
    for part in parts:
        writer.write(part)
        await asyncio.sleep(then)
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


def get(path: str, more: str = "", version: str = "1.1") -> bytes:
    """Return the bytes of a request."""
    return f"GET {path} HTTP/{version}\r\nHost: api.example.com\r\n{more}\r\n".encode()


async def test_requests_sent_at_once_are_answered_in_their_order(api: Host) -> None:
    """A client may send the next request before it has the answer; a slow answer holds the next ones up."""
    api.get("/{n}").reply(text="slow;", delay=2).reply(text="quick;").reply(text="last;", close=True)
    answer = await say(get("/1") + get("/2") + get("/3"), then=3)
    bodies = [each.partition(b"\r\n\r\n")[2] for each in answer.split(b"HTTP/1.1 200 OK\r\n")]
    assert bodies == [b"", b"slow;", b"quick;", b"last;"]
    assert [request.path for request in api.requests] == ["/1", "/2", "/3"]


async def test_a_request_that_comes_byte_by_byte(api: Host) -> None:
    """A request may come in any pieces."""
    api.get("/a").reply(text="hello")
    whole = get("/a", "Connection: close\r\n")
    assert (await say(*(whole[i : i + 1] for i in range(len(whole))))).endswith(b"hello")


async def test_an_old_client(api: Host) -> None:
    """A client that speaks HTTP/1.0 gets no chunks, and the end of the connection is the end of the body."""
    api.get("/a").reply(stream=[b"a", 1, b"b"])
    answer = await say(get("/a", version="1.0"), then=3)
    assert b"transfer-encoding" not in answer
    assert b"connection: close" in answer
    assert answer.endswith(b"\r\n\r\nab")


async def test_a_whole_url_in_the_request(net: Net, api: Host) -> None:
    """A client that takes the host for a proxy sends the whole URL."""
    api.get("/a").reply(text="hello")
    answer = await say(get("http://api.example.com/a", "Connection: close\r\n"))
    assert answer.endswith(b"hello")
    assert net.requests[0].url == "http://api.example.com/a"


async def test_a_client_that_goes_before_its_answer(api: Host) -> None:
    """Whatever is still to be answered is dropped when the client goes."""
    made = []
    api.get("/slow").reply(delay=60)
    api.get("/{n}").reply(lambda request: made.append(request) or "x", times="any")
    _, writer = await asyncio.open_connection("api.example.com", 80)
    writer.write(get("/slow") + get("/2"))
    await asyncio.sleep(1)
    writer.transport.abort()
    await asyncio.sleep(100)
    assert made == []
    assert [request.path for request in api.requests] == ["/slow"]


async def test_headers_in_other_letters(api: Host) -> None:
    """Bytes that are no ASCII are kept, one character each."""
    api.get("/a").reply(headers={"x-tag": "ü"}, close=True)
    await say(get("/a").replace(b"Host:", b"X-Tag: \xfc\r\nHost:"))
    assert api.requests[0].headers["x-tag"] == "ü"


async def test_two_answers_in_one_connection(api: Host) -> None:
    """A connection is kept, and closed when a reply says so."""
    api.get("/a").reply(text="1").reply(text="2", close=True)
    answer = await say(get("/a"), get("/a"), get("/a"), then=1)
    assert answer.count(b"HTTP/1.1 200") == 2
