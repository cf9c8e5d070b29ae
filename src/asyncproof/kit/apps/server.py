"""What a test holds while an app is served: its URLs, what it raised, and the way to it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.kit.apps.address import Address
    from asyncproof.kit.apps.aiohttp_peer import AiohttpPeer
    from asyncproof.kit.apps.journal import Failure, Journal
    from asyncproof.kit.apps.uvicorn_peer import UvicornPeer
    from asyncproof.loop.network import Link, Network


class Raised:
    """What a `with server.raises(...)` block caught; `error` is there when the block has ended."""

    error: BaseException
    during: str


class Server:
    """An app that is being served."""

    def __init__(
        self, address: Address, peer: UvicornPeer | AiohttpPeer, journal: Journal, network: Network
    ) -> None:
        """Show an app to a test."""
        self.url = address.url
        """Where HTTP clients reach the app: a scheme and a host, no slash at the end."""
        self.ws_url = address.ws_url
        """Where WebSocket clients reach the app."""
        self._address = address
        self._peer = peer
        self._journal = journal
        self._network = network

    def __repr__(self) -> str:
        return f"<Server {self.url}>"

    @property
    def state(self) -> dict[str, Any]:
        """What the app's lifespan gave to all requests."""
        return self._peer.state

    @property
    def errors(self) -> list[BaseException]:
        """What the app raised so far and no `raises` has caught, the oldest first."""
        return [failure.error for failure in self._journal.failures]

    @contextmanager
    def raises(
        self, kind: type[BaseException] | tuple[type[BaseException], ...], *, match: str | None = None
    ) -> Iterator[Raised]:
        """Expect the app to raise this in the block, `match` being a pattern that its message has.

        The client gets its 500 all the same. An error that the app raises after its response, in background
        work, needs an `await server.wait_idle()` at the end of the block.
        """
        before = len(self._journal.failures)
        raised = Raised()
        yield raised
        new = self._journal.failures[before:]
        for failure in new:
            if isinstance(failure.error, kind) and re.search(match or "", str(failure.error)):
                self._journal.failures.remove(failure)
                raised.error, raised.during = failure.error, failure.during
                return
        raise AssertionError(f"the app at {self.url} did not raise {_wanted(kind, match)}: {_instead(new)}")

    async def wait_idle(self) -> None:
        """Wait until every request that has reached the app is done, with its background work."""
        await self._peer.wait_idle()

    def link(
        self,
        *,
        latency: float | None = None,
        bandwidth: float | None = None,
        connect: Literal["ok", "refused", "hang", "unresolved"] | None = None,
    ) -> Link:
        """Return the way to the app, and change what is given: seconds one way, bytes per second."""
        return self._network.link(
            self._address.host, self._address.port, latency=latency, bandwidth=bandwidth, connect=connect
        )


def _wanted(kind: type[BaseException] | tuple[type[BaseException], ...], match: str | None) -> str:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    names = " or ".join(each.__name__ for each in kinds)
    return names if match is None else f"{names} with {match!r}"


def _instead(failures: list[Failure]) -> str:
    return f"it raised {'; '.join(map(str, failures))}" if failures else "it raised nothing"
