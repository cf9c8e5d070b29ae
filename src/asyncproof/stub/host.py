"""A host that a test plays: what is expected there, what came, and what the way to it is like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

from asyncproof.stub.expectation import Expectation
from asyncproof.stub.loopback import serving
from asyncproof.stub.matching.reading import read_pattern

if TYPE_CHECKING:
    from asyncio import BaseProtocol
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager

    from typing_extensions import Unpack

    from asyncproof.loop.network.link import Link
    from asyncproof.loop.network.network import Network
    from asyncproof.stub.address import Address
    from asyncproof.stub.book import Book
    from asyncproof.stub.expected import Times
    from asyncproof.stub.matching.path import Template
    from asyncproof.stub.request import Request
    from asyncproof.stub.websockets.expectation import WebSocketExpectation


class Wanted(TypedDict, total=False):
    """What can be demanded of a request beside its method and path; what is not given may be anything."""

    query: Any
    headers: Mapping[str, Any]
    json: Any
    content: Any
    form: Any


class Host:
    """One host of a test's network, as `net.http("https://api.example.com")` gives it."""

    def __init__(
        self, address: Address, network: Network, book: Book, peer: Callable[[], BaseProtocol]
    ) -> None:
        """Play the host at an address; `peer` makes the host's half of a connection."""
        self.address = address
        self._peer = peer
        self._network = network
        self._book = book

    def __repr__(self) -> str:
        """Show where it is and how much came."""
        return f"<Host {self.url}, {len(self.requests)} requests>"

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"{self.address.origin}{self.address.path}"

    @property
    def requests(self) -> list[Request]:
        """Every request that came to this host, expected or not, oldest first."""
        start = (f"{self.address.origin}/", f"{self.address.socket_origin}/")
        return [entry.request for entry in self._book.entries if entry.request.url.startswith(start)]

    # -- what is expected

    def request(self, method: str, path: Template = "", **wanted: Unpack[Wanted]) -> Expectation:
        """Expect a request; `method` "*" is any.

        The path may have parameters (`/users/{id}`, `{n:int}`, `{rest:path}`) and a query, or be a compiled
        pattern. `query` and `form` (mappings), `json` and `content` have to be equal; `headers` have to be
        there. Values may be compiled patterns, `...` for anything, or whatever compares equal.
        """
        pattern = read_pattern(
            method,
            path,
            self.address.path,
            query=wanted.get("query", ...),
            headers=wanted.get("headers"),
            json=wanted.get("json", ...),
            content=wanted.get("content", ...),
            form=wanted.get("form", ...),
        )
        expectation = Expectation(self.address.origin, pattern, self._book.order)
        self._book.expect(expectation)
        return expectation

    def get(self, path: Template = "", **wanted: Unpack[Wanted]) -> Expectation:
        """Expect a GET request, see `request`."""
        return self.request("GET", path, **wanted)

    def post(self, path: Template = "", **wanted: Unpack[Wanted]) -> Expectation:
        """Expect a POST request, see `request`."""
        return self.request("POST", path, **wanted)

    def put(self, path: Template = "", **wanted: Unpack[Wanted]) -> Expectation:
        """Expect a PUT request, see `request`."""
        return self.request("PUT", path, **wanted)

    def patch(self, path: Template = "", **wanted: Unpack[Wanted]) -> Expectation:
        """Expect a PATCH request, see `request`."""
        return self.request("PATCH", path, **wanted)

    def delete(self, path: Template = "", **wanted: Unpack[Wanted]) -> Expectation:
        """Expect a DELETE request, see `request`."""
        return self.request("DELETE", path, **wanted)

    def head(self, path: Template = "", **wanted: Unpack[Wanted]) -> Expectation:
        """Expect a HEAD request, see `request`."""
        return self.request("HEAD", path, **wanted)

    def options(self, path: Template = "", **wanted: Unpack[Wanted]) -> Expectation:
        """Expect an OPTIONS request, see `request`."""
        return self.request("OPTIONS", path, **wanted)

    def websocket(
        self,
        path: Template = "",
        *,
        headers: Mapping[str, Any] | None = None,
        query: Any = ...,
        subprotocols: Sequence[str] = (),
        compression: bool = False,
        delay: float = 0,
        times: Times = 1,
    ) -> WebSocketExpectation:
        """Expect a client to open a WebSocket; `path`, `headers` and `query` as for `request`.

        `subprotocols`: those of the host, one of which the client has to offer; the first one that it offers
        is spoken. `compression`: agree to permessage-deflate. `delay`: seconds until the handshake is
        answered. `times`: how many clients open it, a number, "some" or "any"; each gets the same script.
        """
        from asyncproof.stub.websockets.expectation import WebSocketExpectation  # noqa: PLC0415 - as opening.py
        from asyncproof.stub.websockets.offers import with_offer  # noqa: PLC0415 - as above

        pattern = read_pattern(
            "GET",
            path,
            self.address.path,
            query=query,
            headers=with_offer(headers, subprotocols),
            json=...,
            content=...,
            form=...,
        )
        expectation = WebSocketExpectation(
            self.address.socket_origin,
            pattern,
            self._book.order,
            subprotocols=subprotocols,
            compression=compression,
            delay=delay,
            times=times,
        )
        self._book.expect(expectation)
        return expectation

    # -- what the way there is like

    def link(
        self,
        *,
        latency: float | None = None,
        bandwidth: float | None = None,
        connect: Literal["ok", "refused", "hang", "unresolved"] | None = None,
        jitter: float | None = None,
    ) -> Link:
        """Set what the way to the host is like.

        `latency`: seconds one way. `jitter`: up to so many seconds more. `bandwidth`: bytes a second.
        `connect`: "ok", "refused", "hang", or "unresolved" for a name that DNS does not know.
        """
        return self._network.link(
            self.address.host,
            self.address.port,
            latency=latency,
            bandwidth=bandwidth,
            connect=connect,
            jitter=jitter,
        )

    def on_loopback(self) -> AbstractAsyncContextManager[str]:
        """Let the host answer on a real port of this machine, too: `async with host.on_loopback() as url:`.

        That is for clients that are not asyncio's, such as requests in a thread; for them time is real.
        """
        return serving(self._network, self._peer, self.address.path)

    def disconnect(self) -> int:
        """Cut every connection to this host now, and return how many there were."""
        place = self._network.registry.hosts.place(self.address.host)
        cut = [
            each for each in self._network.connections if (each.host, each.port) == (place, self.address.port)
        ]
        for connection in cut:
            connection.cut()
        return len(cut)
