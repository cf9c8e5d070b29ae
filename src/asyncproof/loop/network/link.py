"""A link: how far away a host is, how wide the way to it, and whether it can be reached at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from asyncproof.core import UsageError
from asyncproof.core.instant import SECOND, Instant, from_seconds, to_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.loop.network.arrivals import ArrivalLoop

Side: TypeAlias = Literal["client", "server"]
"""One end of a connection; also a direction: what travels towards that end."""

Reachable: TypeAlias = Literal["ok", "refused", "hang", "unresolved"]
"""What becomes of an attempt to connect."""

REACHABLE: tuple[Reachable, ...] = ("ok", "refused", "hang", "unresolved")

EVENLY = (1.0,) * 11
"""Jitter is drawn in tenths, from none to all of it."""


class Link:
    """The way to a host, or to one port of it: shared by all its connections, changeable while they live."""

    on_connect: Callable[[Any], None] | None
    """Called with each new `Connection` before a byte has travelled: the place to prepare faults."""

    def __init__(
        self,
        *,
        latency: float = 0.0,
        bandwidth: float | None = None,
        connect: Reachable = "ok",
        jitter: float = 0.0,
        loss: float = 0.0,
    ) -> None:
        """Make a link of a one-way `latency` in seconds and a `bandwidth` in bytes per second each way.

        `jitter`: up to so many seconds more, another number each time. `loss`: the share of datagrams lost.
        """
        self.latency = latency
        self.jitter = jitter
        self.loss = loss
        self.bandwidth = bandwidth
        self.connect = connect
        self.on_connect = None
        self._users = 0
        self._free_at: dict[Side, Instant] = {"client": 0, "server": 0}

    def __repr__(self) -> str:
        """Show what a test set."""
        more = "".join(
            f" {name}={value}" for name, value in (("jitter", self.jitter), ("loss", self.loss)) if value
        )
        return f"<Link latency={self.latency} bandwidth={self.bandwidth} connect={self.connect!r}{more}>"

    @property
    def latency(self) -> float:
        """Seconds that every byte travels one way."""
        return to_seconds(self.latency_ns)

    @latency.setter
    def latency(self, seconds: float) -> None:
        if not seconds >= 0:
            raise UsageError(f"latency must be 0 seconds or more, not {seconds!r}")
        self.latency_ns: Instant = from_seconds(seconds)

    @property
    def jitter(self) -> float:
        """Seconds that a byte travels longer at most, one way."""
        return to_seconds(self.jitter_ns)

    @jitter.setter
    def jitter(self, seconds: float) -> None:
        if not seconds >= 0:
            raise UsageError(f"jitter must be 0 seconds or more, not {seconds!r}")
        self.jitter_ns: Instant = from_seconds(seconds)

    @property
    def loss(self) -> float:
        """The share of datagrams that are lost, from 0 to 1; streams lose nothing."""
        return self._loss

    @loss.setter
    def loss(self, share: float) -> None:
        if not 0 <= share <= 1:
            raise UsageError(f"loss is a share from 0 to 1 of all datagrams, not {share!r}")
        self._loss = share

    @property
    def bandwidth(self) -> float | None:
        """Bytes per second each way, or None for a way that is as wide as need be."""
        return self._bandwidth

    @bandwidth.setter
    def bandwidth(self, bytes_per_second: float | None) -> None:
        if bytes_per_second is not None and not bytes_per_second > 0:
            raise UsageError(
                f"bandwidth must be more than 0 bytes per second, or None, not {bytes_per_second!r}"
            )
        self._bandwidth = bytes_per_second

    @property
    def connect(self) -> Reachable:
        """What becomes of an attempt to connect: "ok", "refused", "hang" or "unresolved"."""
        return self._connect

    @connect.setter
    def connect(self, answer: Reachable) -> None:
        if answer not in REACHABLE:
            raise UsageError(f"a link's connect is one of {', '.join(map(repr, REACHABLE))}, not {answer!r}")
        self._connect = answer

    @property
    def timed(self) -> bool:
        """Whether bytes on this link take any time."""
        return self._bandwidth is not None or self.latency_ns > 0 or self.jitter_ns > 0

    def trip(self, loop: ArrivalLoop) -> Instant:
        """Return how long the next way takes: the latency, and as much jitter as is drawn."""
        if not self.jitter_ns:
            return self.latency_ns
        return self.latency_ns + self.jitter_ns * loop.draw("jitter", EVENLY) // (len(EVENLY) - 1)

    def loses(self, loop: ArrivalLoop) -> bool:
        """Say whether the next datagram is lost."""
        if self._loss in (0, 1):
            return self._loss == 1
        return bool(loop.draw("loss", (1 - self._loss, self._loss)))

    def serialise(self, size: int, towards: Side, now: Instant) -> Instant:
        """Take the way for `size` bytes and return how long until the last of them has left the sender."""
        if self._bandwidth is None:
            return 0
        start = max(now, self._free_at[towards])
        end = start + round(size * SECOND / self._bandwidth)
        self._free_at[towards] = end
        return end - now

    def join(self) -> None:
        """Count a connection in; the first one finds the way free."""
        if self._users == 0:
            self._free_at = {"client": 0, "server": 0}
        self._users += 1

    def leave(self) -> None:
        """Count a connection out."""
        self._users -= 1
