"""WebSocket messages in and out of bytes, by websockets' Sans-I/O server; the only file that knows it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.stub.request import Request
    from asyncproof.stub.websockets.messages import Message

try:
    from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
    from websockets.frames import Close, CloseCode, Frame, Opcode
    from websockets.protocol import State
    from websockets.server import ServerProtocol
except ImportError:  # pragma: no cover - the tests have it; what is said then is tested by hiding it
    ServerProtocol = None  # type: ignore[assignment,misc] # None: it is not there


SILENT = logging.Logger("asyncproof", logging.CRITICAL + 1)  # noqa: LOG001 - no part of the tree
"""A test's own log shows nothing of its hosts."""


@dataclass(frozen=True, slots=True)
class Said:
    """A whole message of the client's."""

    message: Message


@dataclass(frozen=True, slots=True)
class Pinged:
    """The client wants to know whether the host is there; the pong is on its way."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Ponged:
    """The client answers a ping."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Closed:
    """The client closes, or answers that the host does."""

    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The client sent what is no WebSocket; the host has told it so and is done."""

    why: str


Event: TypeAlias = "Said | Pinged | Ponged | Closed | Failed"


class Wire:
    """The host's half of the protocol for one connection: no input or output of its own."""

    def __init__(self, request: Request, subprotocols: Sequence[str], *, compression: bool) -> None:
        """Answer the handshake of a request; `refused` says why, if it is none."""
        self._half = require()(
            select_subprotocol=lambda _, offered: _first_of(subprotocols, offered),
            extensions=[ServerPerMessageDeflateFactory()] if compression else None,
            max_size=None,
            logger=SILENT,
        )
        self._parts: list[bytes] = []
        self._is_text = False
        self._half.receive_data(_as_sent(request))
        self.refused = self._accept()

    def _accept(self) -> str | None:
        events = self._half.events_received()
        if not events:
            return str(self._half.handshake_exc)
        response = self._half.accept(events[0])
        self._half.send_response(response)
        if response.status_code == 101:  # noqa: PLR2004 - switching protocols
            return None
        return f"{response.status_code}: {_text(response.body)}"

    @property
    def subprotocol(self) -> str | None:
        """The subprotocol that both ends speak."""
        spoken: str | None = self._half.subprotocol
        return spoken

    @property
    def is_open(self) -> bool:
        """Whether messages can be sent."""
        return self._half.state is State.OPEN

    @property
    def closed_by_client(self) -> bool:
        """Whether the client was the first to close."""
        return self._half.close_rcvd_then_sent is True

    # -- what comes

    def feed(self, data: bytes) -> list[Event]:
        """Take bytes and return what they say."""
        failed_before = self._half.parser_exc
        self._half.receive_data(data)
        events = [self._read(frame) for frame in self._half.events_received() if isinstance(frame, Frame)]
        found = [event for event in events if event is not None]
        failure = self._half.parser_exc
        if failure is not None and failure is not failed_before:
            found.append(Failed(str(failure)))
        return found

    def feed_end(self) -> None:
        """Hear that nothing more comes."""
        self._half.receive_eof()

    def _read(self, frame: Any) -> Event | None:
        data = bytes(frame.data)
        if frame.opcode is Opcode.PING:
            return Pinged(data)
        if frame.opcode is Opcode.PONG:
            return Ponged(data)
        if frame.opcode is Opcode.CLOSE:
            close = Close.parse(data)
            return Closed(int(close.code), close.reason)
        if frame.opcode is not Opcode.CONT:
            self._is_text = frame.opcode is Opcode.TEXT
        self._parts.append(data)
        return self._whole() if frame.fin else None

    def _whole(self) -> Event:
        data = b"".join(self._parts)
        self._parts.clear()
        if not self._is_text:
            return Said(data)
        try:
            return Said(data.decode())
        except UnicodeDecodeError as error:
            self._half.fail(CloseCode.INVALID_DATA, "text is UTF-8")
            return Failed(f"text that is not UTF-8: {error}")

    # -- what is sent

    def send(self, message: Message, fragments: int = 1) -> None:
        """Send a message, whole or in several fragments."""
        data = message.encode() if isinstance(message, str) else message
        count = min(fragments, len(data)) or 1
        cuts = [len(data) * number // count for number in range(count + 1)]
        parts = [data[start:end] for start, end in pairwise(cuts)]
        begin = self._half.send_text if isinstance(message, str) else self._half.send_binary
        begin(parts[0], fin=len(parts) == 1)
        for number, part in enumerate(parts[1:], 2):
            self._half.send_continuation(part, fin=number == len(parts))

    def ping(self, data: bytes) -> None:
        """Ask whether the client is there."""
        self._half.send_ping(data)

    def close(self, code: int, reason: str) -> None:
        """Begin to close."""
        self._half.send_close(code, reason)

    def take(self) -> list[bytes]:
        """Return what is to be sent now; empty bytes stand for the end."""
        parts: list[bytes] = self._half.data_to_send()
        return parts


def check_close(code: object, reason: object) -> None:
    """Refuse a close that can't be sent."""
    require()
    if not isinstance(code, int) or isinstance(code, bool) or not isinstance(reason, str):
        raise UsageError(f"a WebSocket is closed with a number and a text, not {code!r} and {reason!r}.")
    try:
        Close(code, reason).serialize()
    except Exception:  # noqa: BLE001 - its own error class has moved between versions
        raise UsageError(
            f"{code} can't be sent as the code of a close; there are 1000 to 1003, 1007 to 1014 and 3000 "
            "to 4999. To end without one write .cuts() or .hangs_up()."
        ) from None
    if len(reason.encode()) > LONGEST_REASON:
        raise UsageError(f"the reason of a close has at most {LONGEST_REASON} bytes, not {reason!r}.")


LONGEST_REASON = 123
"""A control frame has 125 bytes, and two of them are the code."""


def require() -> Any:
    """Return websockets' server half, or say how to get it."""
    if ServerProtocol is None:
        raise UsageError("WebSockets of a host that a test plays need websockets; install asyncproof[stub].")
    return ServerProtocol


def _as_sent(request: Request) -> bytes:
    """Return a handshake as it came over the wire: in this form every version of websockets reads it."""
    target = request.url.partition("://")[2].partition("/")[2]
    fields = "".join(f"{name}: {value}\r\n" for name, value in request.headers.pairs)
    return f"{request.method} /{target} HTTP/1.1\r\n{fields}\r\n".encode("latin-1", "replace")


def _first_of(ours: Sequence[str], offered: Sequence[Any]) -> Any:
    return next((each for each in ours if each in offered), None)


def _text(body: object) -> str:
    return bytes(body).decode().strip() if isinstance(body, (bytes, bytearray)) else "refused"
