"""A WebSocket that a test expects, and what the host does on it: a script, a handler, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core import UsageError
from asyncproof.stub.expected import Expected
from asyncproof.stub.place import written_at
from asyncproof.stub.replies.reply import Reply, ReplyOptions
from asyncproof.stub.replies.sending import Sending
from asyncproof.stub.websockets import steps
from asyncproof.stub.websockets.messages import WantedMessage, read_message
from asyncproof.stub.websockets.script import Script
from asyncproof.stub.websockets.serving import Serving
from asyncproof.stub.websockets.wire import check_close, require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from typing_extensions import Self, Unpack

    from asyncproof.stub.expected import Times
    from asyncproof.stub.matching.pattern import Pattern
    from asyncproof.stub.websockets.connection import WebSocketConnection
    from asyncproof.stub.websockets.opening import Opening
    from asyncproof.stub.websockets.socket import WebSocket
    from asyncproof.stub.wrong import Wrong


@dataclass(slots=True)
class Welcome:
    """How handshakes are answered, and those that were."""

    manner: Script | Serving | Sending
    subprotocols: tuple[str, ...]
    compression: bool
    delay: float
    openings: list[Opening] = field(default_factory=list)

    def play(self, opening: Opening) -> None:
        """Answer a handshake, now or after the delay."""
        self.openings.append(opening)
        opening.subprotocols = self.subprotocols
        opening.compression = self.compression
        play: Callable[[Any], None] = self.manner.play
        opening.later(self.delay, play, opening)

    def __str__(self) -> str:
        """Say what is done."""
        return str(self.manner)


class WebSocketExpectation(Expected):
    """A WebSocket that is expected; made by `host.websocket(...)`."""

    asked: ClassVar[str] = "opened"
    last_word: ClassVar[str] = "host.websocket(...)"

    def __init__(
        self,
        origin: str,
        pattern: Pattern,
        order: list[Expected] | None,
        *,
        subprotocols: Sequence[str] = (),
        compression: bool = False,
        delay: float = 0,
        times: Times = 1,
    ) -> None:
        """Expect handshakes of a pattern; without anything else they are agreed to, and nothing is said."""
        require()
        super().__init__(origin, pattern, order)
        self._script = Script()
        self._welcome = Welcome(self._script, tuple(subprotocols), compression, _seconds("delay", delay))
        self._add(self._welcome, times)

    @property
    def connections(self) -> list[WebSocketConnection]:
        """The WebSockets that clients have opened, oldest first."""
        return [each.channel.connection for each in self._welcome.openings if each.is_open]

    def __str__(self) -> str:
        """Show the WebSocket that is expected."""
        return f"WebSocket {self.origin}{self.pattern.path.text}"

    # -- a script

    def receives(self, message: Any = ..., *, json: Any = ...) -> Self:
        """Wait for a message of the client's and compare it.

        A message is text or bytes and has to be equal, or as a compiled pattern says, or whatever compares
        equal; `...` is any. `json`: the value in it, as for the body of a request.
        """
        return self._step(steps.Receives(written_at(), WantedMessage(message, json)))

    def receives_close(self, code: int | None = None, reason: str | None = None) -> Self:
        """Wait until the client closes, with this code and reason if they are given."""
        return self._step(steps.ReceivesClose(written_at(), code, reason))

    def sends(self, message: Any = ..., *, json: Any = ..., fragments: int = 1) -> Self:
        """Send text, bytes, or a value as JSON; `fragments`: in how many frames."""
        if type(fragments) is not int or fragments < 1:
            raise UsageError(f"fragments is a number from 1 up, not {fragments!r}.")
        return self._step(steps.Sends(written_at(), read_message(message, json), fragments))

    def waits(self, seconds: float) -> Self:
        """Let time pass."""
        return self._step(steps.Waits(written_at(), _seconds("waits()", seconds)))

    def pings(self, data: bytes = b"asyncproof") -> Self:
        """Send a ping, and wait for the pong."""
        return self._step(steps.Pings(written_at(), bytes(data)))

    def closes(self, code: int = 1000, reason: str = "") -> Self:
        """Close with a code and a reason."""
        check_close(code, reason)
        return self._step(steps.Closes(written_at(), code, reason))

    def cuts(self) -> Self:
        """Reset the connection."""
        return self._step(steps.Cuts(written_at()))

    def hangs_up(self) -> Self:
        """End the connection without a close."""
        return self._step(steps.HangsUp(written_at()))

    def garbage(self, data: bytes = b"\xff\xff no frame") -> Self:
        """Send bytes as they are."""
        return self._step(steps.Garbage(written_at(), bytes(data)))

    # -- in the place of a script

    def serve(self, handler: Callable[[WebSocket], Any]) -> Self:
        """Let an async function talk with every client; when it returns, the host closes with 1000."""
        return self._instead(Serving(handler))

    def reject(self, status: int = 403, **options: Unpack[ReplyOptions]) -> Self:
        """Answer the handshake by HTTP: with a status and what `Reply` takes."""
        return self._instead(Sending(Reply(status, **options)))

    # -- what the host asks

    @property
    def is_unsettled(self) -> bool:
        """Whether a script still waits, or a client may still say something."""
        return any(each.is_open for each in self.connections) or any(self.unfinished())

    def unfinished(self) -> Iterator[Wrong]:
        """Tell of scripts that were not played to their end."""
        return self._script.unfinished()

    def close(self) -> None:
        """Stop what still runs for clients."""
        for opening in self._welcome.openings:
            opening.abandon()

    def _step(self, step: steps.Step) -> Self:
        if self._welcome.manner is not self._script:
            raise UsageError(
                f"{self} is answered by {self._welcome} already; a script has no place beside it."
            )
        self._script.add(step)
        return self

    def _instead(self, manner: Any) -> Self:
        if self._welcome.manner is not self._script or self._script.steps:
            said = "a script" if self._welcome.manner is self._script else str(self._welcome)
            raise UsageError(f"{self} is answered by {said} already; write a second host.websocket(...).")
        self._welcome.manner = manner
        return self


def _seconds(name: str, value: Any) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not value >= 0:
        raise UsageError(f"{name} takes a number of seconds from 0 up, not {value!r}.")
    return value
