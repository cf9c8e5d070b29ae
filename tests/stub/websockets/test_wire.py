"""Frames in and out of bytes, and what is no frame."""

from __future__ import annotations

from typing import Any

import pytest

from asyncproof.core import UsageError
from asyncproof.stub.headers import Headers
from asyncproof.stub.request import Request
from asyncproof.stub.websockets import wire
from asyncproof.stub.websockets.wire import Closed, Failed, Pinged, Ponged, Said, Wire

KEY = "AAAAAAAAAAAAAAAAAAAAAA=="


def handshake(**changed: str) -> Request:
    """Return a handshake with some headers changed."""
    fields = {"host": "a", "connection": "Upgrade", "upgrade": "websocket", "sec-websocket-key": KEY}
    fields |= {"sec-websocket-version": "13"} | {
        name.replace("_", "-"): value for name, value in changed.items()
    }
    return Request("GET", "ws://a/b?c=d", Headers(fields.items()))


def opened(**changed: str) -> Wire:
    """Return a wire that is open."""
    made = Wire(handshake(**changed), ["one", "two"], compression=False)
    assert made.refused is None
    assert b"".join(made.take()).startswith(b"HTTP/1.1 101 ")
    return made


def frame(first: int, data: bytes) -> bytes:
    """Return a short frame as a client sends it, masked with zeros."""
    return bytes([first, 0x80 | len(data)]) + b"\x00" * 4 + data


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (frame(0x81, b"a"), [Said("a")]),
        (frame(0x82, b"a") + frame(0x81, b"b"), [Said(b"a"), Said("b")]),
        (frame(0x01, b"\xc3") + frame(0x89, b"p") + frame(0x80, b"\xbc"), [Pinged(b"p"), Said("ü")]),
        (frame(0x02, b"a") + frame(0x00, b"b") + frame(0x80, b"c"), [Said(b"abc")]),
        (frame(0x8A, b"p"), [Ponged(b"p")]),
        (frame(0x88, b"\x03\xe8bye"), [Closed(1000, "bye")]),
        (frame(0x88, b""), [Closed(1005, "")]),
    ],
)
def test_what_frames_say(sent: bytes, said: list[Any]) -> None:
    """Frames become messages, in one piece or byte by byte; control frames may come in between."""
    assert opened().feed(sent) == said
    slowly = opened()
    assert [event for each in sent for event in slowly.feed(bytes([each]))] == said


@pytest.mark.parametrize(
    ("sent", "why", "code"),
    [
        (frame(0x83, b""), "invalid opcode", 1002),
        (frame(0x81, b"\xff"), "text that is not UTF-8", 1007),
        (b"\x81\x01a", "incorrect masking", 1002),
    ],
)
def test_what_is_no_frame(sent: bytes, why: str, code: int) -> None:
    """What breaks the protocol is told, and the client gets the code for it."""
    made = opened()
    [failed] = made.feed(sent)
    assert isinstance(failed, Failed)
    assert why in failed.why
    parts = made.take()
    assert parts[0][2:4] == code.to_bytes(2, "big")
    assert parts[-1] == b""
    assert not made.is_open
    assert made.feed(b"more") == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sec_websocket_version": "8"}, "400: "),
        ({"sec_websocket_key": "short"}, "400: "),
        ({"upgrade": "h2c"}, "426: "),
        ({"x_long": "x" * 10_000}, ""),
    ],
)
def test_what_is_no_handshake(changed: dict[str, str], said: str) -> None:
    """A handshake that a real server would refuse is refused."""
    made = Wire(handshake(**changed), [], compression=False)
    assert made.refused is not None
    assert made.refused.startswith(said)


def test_the_first_of_ours_that_is_offered() -> None:
    """The host's order counts for the subprotocol; without a common one there is none."""
    assert opened(sec_websocket_protocol="two, one").subprotocol == "one"
    assert opened(sec_websocket_protocol="three").subprotocol is None
    assert opened().subprotocol is None


@pytest.mark.parametrize(("fragments", "frames"), [(1, 1), (2, 2), (3, 3), (100, 4)])
def test_fragments(fragments: int, frames: int) -> None:
    """A message is cut into so many frames, but never into empty ones."""
    made = opened()
    made.send(b"abcd", fragments)
    assert len(made.take()) == frames


def test_who_closed() -> None:
    """It is known whether the client was the first to close."""
    ours, theirs = opened(), opened()
    ours.close(1000, "")
    ours.feed(frame(0x88, b"\x03\xe8"))
    theirs.feed(frame(0x88, b"\x03\xe8"))
    assert [ours.closed_by_client, theirs.closed_by_client] == [False, True]


def test_without_websockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the error names the extra that brings it."""
    monkeypatch.setattr(wire, "ServerProtocol", None)
    with pytest.raises(UsageError, match=r"need websockets; install asyncproof\[stub\]"):
        wire.require()
