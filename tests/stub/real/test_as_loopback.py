"""Clients can't tell a host that a test plays from a real server."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.stub import Reply
from tests.stub.clients import LIBRARIES, Client, Got
from tests.stub.real.loopback import plain, same_as_real

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.parametrize("library", LIBRARIES)


def seen(got: Got) -> tuple[int, dict[str, str], bytes]:
    """Return what a client got, without what is the server's own."""
    return got.status, plain(got.headers), got.content


REPLIES: dict[str, Callable[[], Reply]] = {
    "json": lambda: Reply(json={"a": "ü"}),
    "created": lambda: Reply(201, text="made", headers={"Location": "/made/1"}),
    "no content": lambda: Reply(204),
    "not modified": lambda: Reply(304, headers={"etag": '"x"'}),
    "not found": lambda: Reply(404, json={"error": "none"}),
    "a status of its own": lambda: Reply(299, text="hm"),
    "server error": lambda: Reply(503, headers={"retry-after": "3"}),
    "empty": lambda: Reply(content=b""),
    "chunks": lambda: Reply(stream=[b"a", "ü", b"c" * 1000]),
    "no chunks": lambda: Reply(stream=[]),
    "much": lambda: Reply(content=b"x" * 3_000_000),
    "gzip": lambda: Reply(content=gzip.compress(b"packed", mtime=0), headers={"content-encoding": "gzip"}),
    "a header twice": lambda: Reply(headers=[("x-tag", "a"), ("x-tag", "b")]),
    "cookies": lambda: Reply(cookies={"session": "1"}),
    "closed": lambda: Reply(text="bye", close=True),
}


@pytest.mark.parametrize("name", REPLIES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_replies(library: str, method: str, name: str) -> None:
    """Status, headers and body are those of a real server, and the connection serves a second request."""

    async def scenario(client: Client, url: str) -> Any:
        return [seen(await client.ask(method, f"{url}/a")) for _ in range(2)]

    got = same_as_real(library, lambda: {"/a": [REPLIES[name](), REPLIES[name]()]}, scenario)
    assert len(got) == 2


@pytest.mark.parametrize("content", [b"", b"abc", b"x" * 1_000_000], ids=["none", "some", "much"])
def test_bodies_of_requests(library: str, content: bytes) -> None:
    """What a client sends arrives whole, in whatever pieces it comes."""

    async def scenario(client: Client, url: str) -> Any:
        return seen(await client.ask("PUT", f"{url}/a%20b?x=1&x=%C3%BC", content=content))

    same_as_real(library, lambda: {"/a b": [Reply()]}, scenario)


def test_chunks_of_a_request(library: str) -> None:
    """A body of unknown length arrives whole."""

    async def pieces() -> Any:
        for piece in (b"a", b"b" * 100_000, b"c"):
            await asyncio.sleep(0)
            yield piece

    async def scenario(client: Client, url: str) -> Any:
        return seen(await client.ask("POST", f"{url}/a", content=pieces()))

    same_as_real(library, lambda: {"/a": [Reply()]}, scenario)


def test_waiting_for_the_go_ahead(library: str) -> None:
    """A client that waits for `100 Continue` before it sends the body gets it."""

    async def scenario(client: Client, url: str) -> Any:
        return seen(await client.ask("POST", f"{url}/a", content=b"abc", headers={"Expect": "100-continue"}))

    same_as_real(library, lambda: {"/a": [Reply()]}, scenario)


def test_many_at_once(library: str) -> None:
    """Requests side by side all get their answers."""

    async def scenario(client: Client, url: str) -> Any:
        got = await asyncio.gather(*(client.get(f"{url}/a") for _ in range(20)))
        return [each.status for each in got]

    same_as_real(library, lambda: {"/a": [Reply() for _ in range(20)]}, scenario)


BREAKS = {
    "reset before the body": lambda: Reply(content=b"x" * 10, reset_after=0),
    "reset in the body": lambda: Reply(content=b"x" * 10, reset_after=5),
    "cut": lambda: Reply(content=b"x" * 10, cut_after=5),
    "cut chunks": lambda: Reply(stream=[b"x" * 10], cut_after=5),
    "too slow": lambda: Reply(text="late", delay=5),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks(library: str, name: str) -> None:
    """A reply that breaks off raises the client's own error, the same as over loopback."""

    async def scenario(client: Client, url: str) -> Any:
        with pytest.raises(Exception) as caught:
            await client.ask("POST", f"{url}/a")
        return type(caught.value)

    same_as_real(library, lambda: {"/a": [BREAKS[name]()]}, scenario, patience=0.5)
