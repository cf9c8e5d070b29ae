"""How a client connects: its knock travels to the host, is answered there, and the answer travels back."""

from __future__ import annotations

from contextvars import copy_context
from typing import TYPE_CHECKING, Any, NamedTuple

from asyncproof.loop.network.connection import Connection, Route
from asyncproof.loop.network.errors import no_such_path, refused, refused_by_link, timed_out
from asyncproof.loop.network.failing import may_not_connect, refused_now

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from asyncproof.loop.network.arrivals import ArrivalLoop
    from asyncproof.loop.network.link import Link, Reachable
    from asyncproof.loop.network.listener import Listener
    from asyncproof.loop.network.memory_socket import Address
    from asyncproof.loop.network.network import Network
    from asyncproof.loop.network.stream import MemoryTransport

GIVES_UP_AFTER = 127
"""Seconds after which Linux gives up an attempt to connect that nobody answers."""


class Target(NamedTuple):
    """Where a client wants to go, and from where."""

    place: str
    port: int | None
    address: Address
    client: Address


class Dial:
    """One attempt to connect."""

    def __init__(self, network: Network, loop: ArrivalLoop, target: Target) -> None:
        """Prepare the attempt."""
        self._network = network
        self._loop = loop
        self._target = target
        self._label = target.place if target.port is None else f"{target.place}:{target.port}"
        self._name = f"{self._label}#{network.number()}"
        self._context = copy_context()
        self._answer: asyncio.Future[MemoryTransport] = loop.create_future()
        self._patience: asyncio.TimerHandle | None = None
        self._fate: Reachable = "ok"

    async def connect(self) -> MemoryTransport:
        """Knock, and return the client's end of the connection, which has no protocol yet."""
        if self._loop.faults_left > 0 and self._link().connect == "ok" and self._find() is not None:
            self._fate = may_not_connect(self._loop, self._label)
        delay = self._link().trip(self._loop)
        self._loop.arrive(f"{self._name} connects", self._knock, delay=delay)
        try:
            return await self._answer
        except BaseException:
            if self._answer.done() and not self._answer.cancelled() and self._answer.exception() is None:
                self._answer.result().abandon()
            raise
        finally:
            if self._patience is not None:
                self._patience.cancel()

    def _link(self) -> Link:
        return self._network.link_to(self._target.place, self._target.port)

    def _knock(self) -> None:
        """Find out what the host answers."""
        link = self._link()
        if "hang" in {link.connect, self._fate}:
            if not self._answer.done():
                self._patience = self._loop.call_later(
                    GIVES_UP_AFTER, self._fail, timed_out(self._target.address)
                )
            return
        listener = self._find()
        if self._fate == "refused":
            self._reply(self._fail, refused_now(self._target.address))
        elif link.connect == "refused":
            self._reply(self._fail, refused_by_link(self._target.address, self._target.place))
        elif listener is None:
            self._reply(self._fail, self._nobody())
        else:
            self._reply(self._succeed, self._open(listener, link))

    def _reply(self, answer: Callable[[Any], None], outcome: object) -> None:
        """Send the answer back to the client."""
        self._loop.arrive(f"{self._name} connects", answer, outcome, delay=self._link().trip(self._loop))

    def _find(self) -> Listener | None:
        if self._target.port is None:
            return self._network.registry.find_path(self._target.place)
        return self._network.registry.find(self._target.place, self._target.port)

    def _nobody(self) -> OSError:
        place, port, address, _ = self._target
        self._network.missed(place, port)
        if port is None:
            return no_such_path(place, self._network.registry.paths())
        return refused(address, place, port, self._network.registry.ports(place))

    def _open(self, listener: Listener, link: Link) -> Connection:
        route = Route(self._name, link, self._target.client, self._target.address, self._context)
        connection = Connection(self._loop, route, listener, on_end=self._network.dismiss)
        if self._network.record:
            connection.record()
        self._network.admit(connection)
        connection.accept()
        return connection

    def _succeed(self, connection: Connection) -> None:
        if self._answer.done():
            connection.client_transport.abandon()
        else:
            self._answer.set_result(connection.client_transport)

    def _fail(self, error: OSError) -> None:
        if not self._answer.done():
            self._answer.set_exception(error)
