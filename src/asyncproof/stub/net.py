"""The network of a test, where the test plays the hosts."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core import AsyncproofError, UsageError
from asyncproof.stub.address import Address, read_address
from asyncproof.stub.book import Book, Entry
from asyncproof.stub.failing import may_be_unavailable, without_excused
from asyncproof.stub.host import Host
from asyncproof.stub.peers.http import HttpPeer
from asyncproof.stub.place import raised_at
from asyncproof.stub.recording.recorder import Recorder, play
from asyncproof.stub.replies.reply import Reply
from asyncproof.stub.replies.sending import Sending
from asyncproof.stub.settling import settle
from asyncproof.stub.telling import missed, out_of_order, story, surplus, transcript, unexpected, unused
from asyncproof.stub.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from os import PathLike

    from typing_extensions import Self

    from asyncproof.loop.network.network import Miss, Network
    from asyncproof.stub.peers.answering import Answering
    from asyncproof.stub.request import Request
    from asyncproof.stub.wrong import Trouble

NOT_EXPECTED = 501


class NetworkMismatch(AsyncproofError):  # noqa: N818 - it is what happened
    """A test's network saw a request that nobody expected, or waited for one that never came."""

    slug: ClassVar[str] = "network-mismatch"


class Net:
    """The hosts of a test: unchanged clients reach them over the loop's network in memory."""

    def __init__(
        self, network: Network | None = None, *, record: bool = False, folder: str | PathLike[str] = "."
    ) -> None:
        """Play hosts on a network; without one it is the network of the running loop.

        `record`: let `replay` ask the real hosts, and write what they say. `folder`: where recordings are.
        """
        self.network: Network = _running_network() if network is None else network
        self._record = record
        self._folder = Path(folder)
        self._recorders: list[Recorder] = []
        self.book = Book()
        self._mounted: dict[tuple[str, int], str] = {}
        self._hosts: dict[Address, Host] = {}
        self._misses_before = len(self.network.misses)

    def __repr__(self) -> str:
        """Show the hosts and how much came."""
        hosts = ", ".join(host.url for host in self._hosts.values()) or "nobody"
        return f"<Net: {hosts}, {len(self.book.entries)} requests>"

    async def __aenter__(self) -> Self:
        """Begin; what was mounted is taken away at the end of the block."""
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End, and tell what was not as expected, unless the block failed anyway."""
        try:
            if kind is None:
                await settle(self.network, self.book)
                self.check()
                self.save_recordings()
        finally:
            self.close()

    # -- hosts

    def http(self, url: str) -> Host:
        """Play the host at a URL: `net.http("https://api.example.com")`, also with a port and a path."""
        address = read_address(url)
        if address not in self._hosts:
            origin = Address(address.scheme, address.host, address.port)

            def peer() -> HttpPeer:
                return HttpPeer(origin, self)

            self._listen(origin, peer)
            self._hosts[address] = Host(address, self.network, self.book, peer)
        return self._hosts[address]

    def ws(self, url: str) -> Host:
        """Play the host at a WebSocket's URL: `net.ws("wss://x.example")` is `net.http("https://x.example")`."""
        read_address(url, ("ws", "wss"))
        return self.http(f"http{url[2:]}")

    def replay(self, url: str, file: str | PathLike[str], *, secrets: Iterable[str] = ()) -> Host:
        """Play a host from a recording, or make the recording if this run is to record.

        `secrets`: names of headers and fields that are not written, beside those that look like secrets.
        """
        host, path = self.http(url), self._folder / file
        if self._record:
            self._recorders.append(Recorder(host, path, secrets))
        else:
            play(host, path)
        return host

    def save_recordings(self) -> None:
        """Write what real hosts have said."""
        for recorder in self._recorders:
            recorder.save()

    def mount(self, url: str, protocol_factory: Callable[[], asyncio.BaseProtocol]) -> None:
        """Let any asyncio protocol answer at a URL: `net.mount("redis://cache:6379", RedisServer)`."""
        if not callable(protocol_factory):
            raise UsageError(
                f"net.mount() needs a function or class that makes a protocol, not {protocol_factory!r}; "
                "write the class itself, without calling it."
            )
        self._listen(read_address(url, ()), protocol_factory)

    def allow_real(self, *hosts: str, port: int | None = None) -> None:
        """Let connections to these hosts go to the real network."""
        self.network.allow_real(*hosts, port=port)

    def in_order(self) -> AbstractContextManager[None]:
        """Let what is expected in the block come in the order in which it is written."""
        return self.book.in_order()

    def allow(self, *troubles: Trouble) -> None:
        """Let a test pass in spite of trouble.

        The kinds are "unexpected", "surplus", "unused", "order", "host",
        "handler", "not-http", "message", "unfinished".
        """
        self.book.allow(*troubles)

    # -- what came

    @property
    def requests(self) -> list[Request]:
        """Every request that came, expected or not, oldest first."""
        return [entry.request for entry in self.book.entries]

    def transcript(self) -> str:
        """Return what went over the wire, a line each request."""
        return "\n".join(transcript(self.book.entries))

    def wrong(self) -> list[Wrong]:
        """Return what was not as expected so far and is not allowed."""
        misses = self.network.misses[self._misses_before :]
        found = [*self.book.wrong, *(missed(miss) for miss in misses if not self._is_wanted(miss))]
        for expectation in self.book.expectations:
            found += unused(expectation)
            found += expectation.unfinished()
        told = without_excused(found, self.network.faults)
        return [wrong for wrong in told if wrong.trouble not in self.book.allowed]

    def check(self) -> None:
        """Raise `NetworkMismatch` if something was not as expected."""
        wrongs = self.wrong()
        if wrongs:
            raise NetworkMismatch(self.story(wrongs))

    def story(self, wrongs: list[Wrong]) -> str:
        """Return what was wrong in words, and what went over the wire."""
        return story(wrongs, self.book.entries)

    def close(self) -> None:
        """Take every host away, and break off what is still connected to one."""
        for expectation in self.book.expectations:
            expectation.close()
        for connection in self.network.connections:
            if (connection.host, connection.port) in self._places():
                connection.server_transport.abort()
        for host, port in self._mounted:
            self.network.unmount(host, port)
        self._mounted.clear()
        self._hosts.clear()

    def _is_wanted(self, miss: Miss) -> bool:
        """Say whether a test has made a host unreachable itself."""
        place = self.network.registry.hosts.place(miss.host)
        return self.network.link_to(place, miss.port).connect != "ok"

    def _places(self) -> set[tuple[str, int]]:
        return {(self.network.registry.hosts.place(host), port) for host, port in self._mounted}

    def _listen(self, address: Address, factory: Callable[[], asyncio.BaseProtocol]) -> None:
        place = (address.host, address.port)
        there = self._mounted.get(place)
        if there == address.origin and address.scheme in {"http", "https"}:
            return  # the same host once more, with another path
        if there is not None:
            raise UsageError(f"{there} is played already, so {address.origin} needs another port.")
        self.network.mount(address.host, address.port, factory, tls=address.encrypted)
        self._mounted[place] = address.origin

    # -- what the peers ask

    def answer(self, exchange: Answering) -> None:
        """Answer a request as it is expected, or say that it is not."""
        request = exchange.request
        origin = _origin(request)
        found = self.book.find(origin, request)
        used_up = None if found else self.book.used_up(origin, request)
        if used_up is not None and used_up.turns and self.network.faults:
            found = used_up, used_up.turns[-1]  # whose answer got lost asks again
        if found is None:
            wrong = unexpected(self.book, origin, request) if used_up is None else surplus(used_up, request)
            self.book.note(wrong)
            self.book.entries.append(Entry(request, f"{NOT_EXPECTED}, {wrong.trouble}"))
            Sending(Reply(NOT_EXPECTED, text=f"asyncproof: {wrong.what}\n")).play(exchange)
            return
        expectation, turn = found
        busy = may_be_unavailable(request)
        if busy is not None:
            self.book.entries.append(Entry(request, str(busy)))
            busy.play(exchange)
            return
        for before in expectation.unsatisfied_before()[:1]:
            self.book.note(out_of_order(expectation, request, before))
        turn.given += 1
        expectation.requests.append(request)
        self.book.entries.append(Entry(request, str(turn.answer), exchange.talk))
        exchange.on_error = lambda error: self._handler_failed(exchange, error)
        exchange.later(0, turn.answer.play, exchange)

    def upgrade(self, peer: HttpPeer, request: Request, rest: bytes) -> None:
        """Open a WebSocket; nothing else is spoken here beside HTTP."""
        if request.headers.get("upgrade", "").lower() == "websocket":
            from asyncproof.stub.websockets.opening import Opening  # noqa: PLC0415 - it needs websockets

            request.url = f"ws{request.url[4:]}"
            self.answer(Opening(peer, request, rest, self.book.note))
            return
        self.not_http(peer.address, request.raw_path.encode(), "an upgrade that nobody expected")
        peer.transport.abort()

    def not_http(self, address: Address, data: bytes, why: str) -> None:
        """Note that a client sent what is no HTTP."""
        what = f"{address.origin} was sent what is no HTTP ({why}): {data[:60]!r}"
        self.book.note(Wrong("not-http", what, [], 'net.mount(url, protocol), or net.allow("not-http")'))

    def _handler_failed(self, exchange: Answering, error: BaseException) -> None:
        request = exchange.request
        what = f"{type(error).__name__}: {error}"
        self.book.note(
            Wrong("handler", f"the reply to {request} could not be made: {what}", [f"at {raised_at(error)}"])
        )
        exchange.on_error = None
        if exchange.begun:
            exchange.reset()
            return
        Sending(Reply(500, text=f"asyncproof: {what}\n", close=True)).play(exchange)


def _origin(request: Request) -> str:
    scheme, _, rest = request.url.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}"


def _running_network() -> Network:
    try:
        loop: Any = asyncio.get_running_loop()
    except RuntimeError:
        raise UsageError(
            "Net() needs a network: make it in a coroutine on asyncproof's loop, or write Net(network)."
        ) from None
    network: Network | None = getattr(loop, "network", None)
    if network is None:
        raise UsageError(
            f"the running loop ({type(loop).__name__}) has no network in memory; take the `net` fixture, or "
            "mark the test with virtual_time(network='memory'), or write asyncproof.run(..., network=...)."
        )
    return network
