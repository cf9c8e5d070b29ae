"""A link: how far away a host is, how wide the way to it, and whether it can be reached at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from asyncproof.core import UsageError
from asyncproof.core.instant import SECOND, Instant, from_seconds, to_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

Side: TypeAlias = Literal["client", "server"]
"""One end of a connection; also a direction: what travels towards that end."""

Reachable: TypeAlias = Literal["ok", "refused", "hang", "unresolved"]
"""What becomes of an attempt to connect."""

REACHABLE: tuple[Reachable, ...] = ("ok", "refused", "hang", "unresolved")


class Link:
    """The way to a host, or to one port of it: shared by all its connections, changeable while they live."""

    on_connect: Callable[[Any], None] | None
    """Called with each new `Connection` before a byte has travelled: the place to prepare faults."""

    def __init__(
        self, *, latency: float = 0.0, bandwidth: float | None = None, connect: Reachable = "ok"
    ) -> None:
        """Make a link of a one-way `latency` in seconds and a `bandwidth` in bytes per second each way."""
        self.latency = latency
        self.bandwidth = bandwidth
        self.connect = connect
        self.on_connect = None
        self._users = 0
        self._free_at: dict[Side, Instant] = {"client": 0, "server": 0}

    def __repr__(self) -> str:
        """Show what a test set."""
        return f"<Link latency={self.latency} bandwidth={self.bandwidth} connect={self.connect!r}>"

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
        return self._bandwidth is not None or self.latency_ns > 0

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
