"""Hosts that a test plays itself, on the loop's own network, one level below every client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.stub.expectation import Expectation
from asyncproof.stub.headers import Headers
from asyncproof.stub.host import Host
from asyncproof.stub.net import Net, NetworkMismatch
from asyncproof.stub.replies.reply import Reply
from asyncproof.stub.request import Request
from asyncproof.stub.websockets.errors import Disconnected

if TYPE_CHECKING:
    from asyncproof.stub.websockets.expectation import WebSocketExpectation
    from asyncproof.stub.websockets.socket import WebSocket

__all__ = [
    "Disconnected",
    "Expectation",
    "Headers",
    "Host",
    "Net",
    "NetworkMismatch",
    "Reply",
    "Request",
    "WebSocket",
    "WebSocketExpectation",
]


def __getattr__(name: str) -> Any:
    """Load the names that need websockets when they are first used."""
    if name == "WebSocket":
        from asyncproof.stub.websockets.socket import WebSocket  # noqa: PLC0415 - it needs websockets

        return WebSocket
    if name == "WebSocketExpectation":
        from asyncproof.stub.websockets.expectation import WebSocketExpectation  # noqa: PLC0415 - as above

        return WebSocketExpectation
    raise AttributeError(f"module 'asyncproof.stub' has no attribute {name!r}")
