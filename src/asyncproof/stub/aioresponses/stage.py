"""The hosts behind a double: whatever is asked for is there, on the network of the running loop."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from asyncproof.core import UsageError
from asyncproof.stub.address import Address
from asyncproof.stub.aioresponses.match import as_reply
from asyncproof.stub.aioresponses.urls import key_of, normal
from asyncproof.stub.peers.http import HttpPeer
from asyncproof.stub.replies.sending import Sending

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from yarl import URL

    from asyncproof.loop.network.network import Network
    from asyncproof.stub.aioresponses.match import CallbackResult
    from asyncproof.stub.peers.answering import Answering
    from asyncproof.stub.replies.reply import Reply
    from asyncproof.stub.request import Request

    Ask = Callable[[str, URL], Awaitable[CallbackResult | None]]

_STAGES: WeakKeyDictionary[Network, Stage] = WeakKeyDictionary()


class Stage:
    """Every host that a double was asked for, on one network."""

    def __init__(self, network: Network) -> None:
        """Begin without any host."""
        self._network = network
        self._prepared: defaultdict[tuple[str, str], deque[Reply]] = defaultdict(deque)
        self._mounted: set[tuple[str, int]] = set()
        self._asked: list[Ask] = []
        self._left_alone = False

    def enter(self, ask: Ask) -> None:
        """Let a double answer what is asked for on the way, after a redirect."""
        self._asked.append(ask)

    def leave(self, ask: Ask) -> None:
        """Let a double go; with the last one the hosts go."""
        self._asked.remove(ask)
        if not self._asked:
            for host, port in self._mounted:
                self._network.unmount(host, port)
                self._hang_up(self._network.registry.hosts.place(host), port)
            self._mounted.clear()
            self._prepared.clear()

    def _hang_up(self, place: str, port: int) -> None:
        for connection in self._network.connections:
            if (connection.host, connection.port) == (place, port):
                connection.server_transport.abort()

    def prepare(self, method: str, url: URL, answer: CallbackResult) -> None:
        """Let the host of a URL be there, and give this answer to the next request of the kind."""
        self._mount(url)
        self._prepared[key_of(method, url)].append(self._reply(answer, url))

    def was_left_alone(self) -> bool:
        """Say, once, whether a request on the way got no answer."""
        left, self._left_alone = self._left_alone, False
        return left

    def _reply(self, answer: CallbackResult, url: URL) -> Reply:
        """Return an answer as it is sent, and let the host be there to which it sends the client."""
        for name, value in (answer.headers or {}).items():
            if name.lower() == "location":
                self._mount(url.join(type(url)(value)))
        return as_reply(answer)

    def _mount(self, url: URL) -> None:
        """Let the host of a URL be there, unless somebody plays it already."""
        host, port = url.host or "", url.port or 0
        place = self._network.registry.hosts.place(host)
        if self._network.registry.bound(place, port) is not None:
            return
        address = Address(url.scheme, host, port)
        self._network.mount(host, port, lambda: HttpPeer(address, self), tls=address.encrypted)
        self._mounted.add((host, port))

    def allow_real(self, host: str) -> None:
        """Let connections to a host go to the real network."""
        self._network.allow_real(host)

    # -- what the peers ask

    def answer(self, exchange: Answering) -> None:
        """Answer with what was prepared, or ask the double."""
        request = exchange.request
        prepared = self._prepared.get(key_of(request.method, request.url))
        if prepared:
            Sending(prepared.popleft()).play(exchange)
        else:
            exchange.on_error = lambda _: exchange.hang_up()
            exchange.spawn(self._answer_later(exchange))

    async def _answer_later(self, exchange: Answering) -> None:
        request = exchange.request
        for ask in reversed(self._asked):
            url = normal(request.url)
            answer = await ask(request.method, url)
            if answer is not None:
                Sending(self._reply(answer, url)).play(exchange)
                return
        self._left_alone = True
        exchange.hang_up()

    def upgrade(self, peer: HttpPeer, request: Request, rest: bytes) -> None:
        """Refuse to speak anything but HTTP."""
        del request, rest
        peer.transport.abort()

    def not_http(self, address: Address, data: bytes, why: str) -> None:
        """Say nothing: aiohttp sends HTTP only."""


def running_stage() -> Stage:
    """Return the stage of the running loop's network; a loop without one is an error."""
    loop: Any = asyncio.get_running_loop()
    network: Network | None = getattr(loop, "network", None)
    if network is None:
        raise UsageError(
            f"asyncproof's aioresponses needs a loop with a network in memory, not {type(loop).__name__}; "
            "mark the test with virtual_time(network='memory'), or set asyncproof_virtual_time = true and "
            "asyncproof_network = memory for all tests."
        )
    if network not in _STAGES:
        _STAGES[network] = Stage(network)
    return _STAGES[network]
