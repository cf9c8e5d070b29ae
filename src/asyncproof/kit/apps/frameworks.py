"""Frameworks that answer their handlers' exceptions themselves, so that no server would hear of them."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asyncproof.kit.apps.journal import Journal

    Unexpected = Callable[[BaseException], bool]

SERVER_ERROR = 500
QUART_TELLS = {
    "got_request_exception": "a request",
    "got_websocket_exception": "a WebSocket",
    "got_background_exception": "background work",
}
"""Quart's public signals, each sent for an exception that no handler of the app's own took."""


def listen(app: Any, journal: Journal) -> ExitStack:
    """Write into a journal what a Quart app tells of; the stack ends it."""
    listening = ExitStack()
    quart = sys.modules.get("quart")
    if quart is not None and isinstance(app, quart.Quart):
        from quart import signals  # noqa: PLC0415 - it is an extra

        for name, what in QUART_TELLS.items():
            listening.enter_context(getattr(signals, name).connected_to(_writer(journal, what), app))
    return listening


def _writer(journal: Journal, what: str) -> Callable[..., None]:
    def write(sender: Any, *, exception: BaseException, **_: Any) -> None:
        del sender
        quart: Any = sys.modules["quart"]
        method, path = "", ""
        if quart.has_request_context():
            method, path = quart.request.method, quart.request.path
        elif quart.has_websocket_context():
            method, path = "WebSocket", quart.websocket.path
        journal.failed(f"{method} {path}" if path else what, exception)

    return write


def answers_itself(app: Any) -> Unexpected | None:
    """Return what tells which exceptions nobody expected, of those that an app answers with a 500 itself.

    Litestar answers while it handles the exception. Expected are its own HTTP exceptions, which have a
    status, and those for which the app has a handler. Other frameworks let exceptions pass: None.
    """
    litestar = sys.modules.get("litestar")
    if litestar is None or not isinstance(app, litestar.Litestar):
        return None
    handlers: Mapping[Any, Any] = app.exception_handlers
    return lambda error: not hasattr(error, "status_code") and not _has_handler(error, handlers)


def _has_handler(error: BaseException, handlers: Mapping[Any, Any]) -> bool:
    return any(key == SERVER_ERROR or (isinstance(key, type) and isinstance(error, key)) for key in handlers)
