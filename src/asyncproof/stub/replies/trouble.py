"""The ways not to answer: silence, a reset, a closed connection, and bytes that are no HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.stub.replies.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Silence:
    """The request is taken and never answered."""

    def play(self, exchange: Exchange) -> None:
        """Do nothing; the client waits until its own timeout."""

    def __str__(self) -> str:
        """Say what is sent."""
        return "never answered"


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection is reset before a byte of an answer."""

    delay: float = 0

    def play(self, exchange: Exchange) -> None:
        """Reset the connection."""
        exchange.later(self.delay, exchange.reset)

    def __str__(self) -> str:
        """Say what is sent."""
        return "connection reset"


@dataclass(frozen=True, slots=True)
class HangUp:
    """The connection is closed in good order, without an answer."""

    delay: float = 0

    def play(self, exchange: Exchange) -> None:
        """Close the connection."""
        exchange.later(self.delay, exchange.hang_up)

    def __str__(self) -> str:
        """Say what is sent."""
        return "connection closed without an answer"


@dataclass(frozen=True, slots=True)
class Garbage:
    """Bytes that are sent as they are, and then the end."""

    data: bytes
    delay: float = 0

    def play(self, exchange: Exchange) -> None:
        """Send the bytes and close."""
        exchange.later(self.delay, self._send, exchange)

    def _send(self, exchange: Exchange) -> None:
        exchange.write(self.data)
        exchange.hang_up()

    def __str__(self) -> str:
        """Say what is sent."""
        return f"{len(self.data)} bytes of garbage"
