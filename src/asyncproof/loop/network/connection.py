"""A live connection as a test sees it: who talks to whom, how much, and the faults to play on it."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.core import UsageError
from asyncproof.core.instant import from_seconds
from asyncproof.loop.network.direction import Direction, Kind
from asyncproof.loop.network.failing import may_break
from asyncproof.loop.network.stream import MemoryTransport

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Context

    from asyncproof.loop.network.arrivals import ArrivalLoop
    from asyncproof.loop.network.link import Link, Side
    from asyncproof.loop.network.listener import Listener
    from asyncproof.loop.network.memory_socket import Address


@dataclass(frozen=True)
class Said:
    """One entry of a transcript: at which second bytes were sent towards which side."""

    at: float
    towards: Side
    data: bytes


class Route(NamedTuple):
    """Between whom a connection runs and over what."""

    name: str
    link: Link
    client: Address
    server: Address
    client_context: Context


class Connection:
    """A connection from a client to a server, both in this process."""

    def __init__(
        self, loop: ArrivalLoop, route: Route, listener: Listener, *, on_end: Callable[[Connection], None]
    ) -> None:
        """Make both directions and the client's end, which keeps what arrives until it has a protocol."""
        self.name = route.name
        self.host = listener.place
        self.port: int | None = route.server[1] if isinstance(route.server, tuple) else None
        self.link = route.link
        self.client = route.client
        self.server = route.server
        self.transcript: list[Said] = []
        self._loop = loop
        self._listener = listener
        self._to_server = Direction(loop, self.link, self.name, "server")
        self._to_client = Direction(loop, self.link, self.name, "client")
        if loop.faults_left > 0:
            self._to_server.on_risk = self._to_client.on_risk = self._may_break
        self._ends: dict[Side, MemoryTransport] = {}
        self._live = 2
        self._on_end = on_end
        self.link.join()
        self._add("client", self._client_end(route.client_context))

    def __repr__(self) -> str:
        """Show who talks to whom and how much."""
        there, back = self.bytes_to_server, self.bytes_to_client
        return (
            f"<Connection {self.name} from {self.client} to {self.server}, {there} bytes there, {back} back>"
        )

    def drop(self) -> None:
        """Let go of ends that are open when the loop is closed; who is to blame is left to its warning."""
        self.link.leave()
        for end in self._ends.values():
            end.outlive(blameless=self.is_blameless(end))

    def is_blameless(self, end: MemoryTransport) -> bool:
        """Say whether the code under test could not have closed an end that is open.

        That is so for a mounted peer's end, and for an end that would have heard of the other's closing a
        moment later.
        """
        if end is self._ends.get("server") and self._listener.server is None:
            return True
        other_closes = any(each.is_closing() for each in self._ends.values() if each is not end)
        return other_closes or self._live == 1 or end.get_protocol() is None

    # -- facts

    @property
    def bytes_to_server(self) -> int:
        """Bytes that were sent to the server."""
        return self._to_server.carried

    @property
    def bytes_to_client(self) -> int:
        """Bytes that were sent to the client."""
        return self._to_client.carried

    @property
    def is_open(self) -> bool:
        """Whether an end of it is still open."""
        return self._live > 0

    @property
    def client_transport(self) -> MemoryTransport:
        """The client's end."""
        return self._ends["client"]

    @property
    def server_transport(self) -> MemoryTransport:
        """The server's end."""
        return self._ends["server"]

    def use(self, link: Link) -> None:
        """Run over another link from now on."""
        self.link.leave()
        link.join()
        self.link = self._to_server.link = self._to_client.link = link

    def ends(self) -> list[MemoryTransport]:
        """The ends that have been made, the client's first."""
        return list(self._ends.values())

    # -- faults

    def cut(self) -> None:
        """Break the connection off now: both ends see `ConnectionResetError`, what is on its way is lost."""
        for direction in (self._to_server, self._to_client):
            direction.silence()
        for side, end in self._ends.items():
            self._break(side, end)

    def reset(self, *, after: int = 0, towards: Side = "client") -> None:
        """Let `after` bytes (from the start) towards one side pass, then reset the connection for both."""
        self._direction(towards, after).limit(after, self._reset_both)

    def truncate(self, *, after: int, towards: Side = "client") -> None:
        """Let `after` bytes (from the start) towards one side pass; then that side sees the end."""
        direction = self._direction(towards, after)
        direction.limit(after, lambda: direction.signal(Kind.END))

    def half_close(self, *, towards: Side = "client") -> None:
        """Let one side see the end of the stream after what is on its way; what is sent later is lost."""
        self._direction(towards, 0).signal(Kind.END)

    def delay(self, seconds: float, *, towards: Side | None = None) -> None:
        """Let what is sent from now on, towards one side or both, arrive `seconds` later."""
        if not seconds >= 0:
            raise UsageError(f"a connection can be delayed by 0 seconds or more, not by {seconds!r}")
        for direction in (self._to_server, self._to_client):
            if towards in (None, direction.towards):
                direction.extra_delay = from_seconds(seconds)

    def _may_break(self, towards: Side, size: int) -> None:
        may_break(self, self._loop, towards, size)

    def _break(self, side: Side, end: MemoryTransport) -> None:
        error = ConnectionResetError(errno.ECONNRESET, f"connection {self.name} was cut")
        self._loop.arrive(f"{self.name}, cut at {side}", end.context.run, end.reset, error)

    def _direction(self, towards: Side, after: int) -> Direction:
        if towards not in ("client", "server"):
            raise UsageError(f'towards is "client" or "server", not {towards!r}')
        if after < 0:
            raise UsageError(f"after is a number of bytes from 0 up, not {after!r}")
        return self._to_server if towards == "server" else self._to_client

    def _reset_both(self) -> None:
        for direction in (self._to_server, self._to_client):
            error = ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
            direction.signal(Kind.RESET, error)

    # -- making the ends

    def record(self) -> None:
        """Keep a transcript from now on."""
        self._to_server.on_carry = self._to_client.on_carry = self._note

    def accept(self) -> None:
        """Make the server's end and give it a protocol, as a server does that accepts."""
        listener = self._listener
        end = MemoryTransport(
            self._loop,
            address=self.server,
            peer=self.client,
            out=self._to_client,
            into=self._to_server,
            server=self.server,
            context=listener.context.copy(),
            tls=listener.tls,
            ssl_context=listener.ssl_context,
            extra=listener.told_at_once(self.server) | {"connection": self},
        )
        self._add("server", end)
        listener.attach(end)
        try:
            protocol = end.context.run(listener.factory)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:  # noqa: BLE001 - as asyncio: reported, and the connection is closed
            self._loop.call_exception_handler(
                {
                    "message": "Error on transport creation for incoming connection",
                    "exception": exc,
                    "transport": end,
                }
            )
            end.abort()
        else:
            end.begin(protocol)

    def _client_end(self, context: Context) -> MemoryTransport:
        return MemoryTransport(
            self._loop,
            address=self.client,
            peer=self.server,
            out=self._to_server,
            into=self._to_client,
            server=self.server,
            context=context,
            extra={"connection": self},
        )

    def _add(self, side: Side, end: MemoryTransport) -> None:
        self._ends[side] = end
        end.on_lost.append(self._end_lost)

    def _end_lost(self) -> None:
        self._live -= 1
        if not self._live:
            self.link.leave()
            self._on_end(self)

    def _note(self, towards: Side, data: bytes) -> None:
        self.transcript.append(Said(self._loop.time(), towards, data))
