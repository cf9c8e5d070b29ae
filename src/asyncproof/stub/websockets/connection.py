"""A WebSocket that a client has opened: who it was, what was said, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.stub.matching.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub.request import Params, Request
    from asyncproof.stub.websockets.messages import Message


class WebSocketConnection:
    """What a test can ask about one WebSocket, also after it has ended."""

    def __init__(
        self,
        request: Request,
        subprotocol: str | None,
        talk: list[tuple[float, str]],
        now: Callable[[], float],
    ) -> None:
        """Begin with an open connection; `talk` takes the lines of the transcript."""
        self.request = request
        self.subprotocol = subprotocol
        self.received: list[Message] = []
        """Every message that came, read by the host or not, oldest first."""
        self.sent: list[Message] = []
        """Every message that the host has sent."""
        self.close_code: int | None = None
        """The code that the client closed with; 1006 if it went without; None while it is open."""
        self.close_reason = ""
        """The reason that the client gave."""
        self._talk = talk
        self._now = now

    def __repr__(self) -> str:
        """Show where it was opened and how it ended."""
        state = "open" if self.is_open else f"closed with {self.close_code}"
        return f"<WebSocketConnection {self.request.url}, {state}>"

    @property
    def is_open(self) -> bool:
        """Whether the client has neither closed it nor gone."""
        return self.close_code is None

    @property
    def params(self) -> Params:
        """The parameters in its path."""
        return self.request.params

    def note(self, line: str) -> None:
        """Write a line into the transcript."""
        self._talk.append((self._now(), line))

    def heard(self, message: Message) -> None:
        """Take note of a message that came."""
        self.received.append(message)
        self.note(f"client: {shown(message)}")

    def said(self, message: Message) -> None:
        """Take note of a message that was sent."""
        self.sent.append(message)
        self.note(f"host: {shown(message)}")

    def ended(self, code: int, reason: str) -> None:
        """Take note of how the client ended it; what comes first counts."""
        if self.close_code is None:
            self.close_code = code
            self.close_reason = reason
