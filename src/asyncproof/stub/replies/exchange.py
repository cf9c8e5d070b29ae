"""What a reply may do with the connection that its request came over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from asyncproof.stub.request import Request


class Exchange(Protocol):
    """One request and the answer to it, seen from the host."""

    request: Request

    def head(
        self,
        status: int,
        words: str,
        fields: list[tuple[str, str]],
        length: int | None,
        *,
        close: bool = False,
    ) -> bytes:
        """Return the status line and the headers of a reply; without a length it is sent in chunks."""
        ...

    def has_body(self, status: int) -> bool:
        """Say whether a reply of this status to this request has a body at all."""
        ...

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        ...

    async def body(self, data: bytes, *, chunked: bool) -> None:
        """Send a part of the body, and wait while the client is too slow to take it."""
        ...

    def finish(self, *, close: bool = False, chunked: bool = False) -> None:
        """End the answer; the connection is kept for the next request unless it is to be closed."""
        ...

    def reset(self) -> None:
        """Break the connection off after what was sent."""
        ...

    def hang_up(self) -> None:
        """Close the connection after what was sent, whatever was promised."""
        ...

    def later(self, seconds: float, call: Callable[..., object], *args: Any) -> None:
        """Call something after so many seconds, unless the client has gone by then."""
        ...

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run work of the host, until the client goes."""
        ...
