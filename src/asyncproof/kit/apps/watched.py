"""Stands between server and app: notes what the app is at, and what it raises, and changes nothing."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any, TypeAlias

from asyncproof.kit.apps.frameworks import SERVER_ERROR, answers_itself

if TYPE_CHECKING:
    from asyncproof.kit.apps.frameworks import Unexpected
    from asyncproof.kit.apps.journal import Journal

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

GOODBYES = frozenset({"http.disconnect", "websocket.disconnect"})


class NoResponse(Exception):  # noqa: N818 - it is what happened
    """An app returned and had not answered its client."""


class WatchedApp:
    """An ASGI app whose every call is written into a journal."""

    def __init__(self, app: App, journal: Journal) -> None:
        """Stand around an app."""
        self._app = app
        self._journal = journal
        self._unexpected = answers_itself(app)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Pass a call on, and let through whatever it raises."""
        label = label_of(scope)
        call = _Call(receive, send, self._unexpected)
        with self._journal.busy(label):
            try:
                await self._app(scope, call.receive, call.send)
            except asyncio.CancelledError:
                raise
            except BaseException as error:
                if not (call.client_left and _is_goodbye(error)):
                    self._journal.failed(label, error)
                raise
        if call.answered is not None:
            self._journal.failed(label, call.answered)
        if scope["type"] == "http" and not (call.finished or call.client_left):
            how = "finishing its response" if call.started else "answering"
            self._journal.failed(label, NoResponse(f"the app returned without {how}"))


class _Call:
    """The two ends of one call, and what can be learned from what passes."""

    def __init__(self, receive: Receive, send: Send, unexpected: Unexpected | None) -> None:
        self._receive = receive
        self._send = send
        self._unexpected = unexpected
        self.answered: BaseException | None = None
        self.client_left = False
        self.started = False
        self.finished = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] in GOODBYES:
            self.client_left = True
        return message

    async def send(self, message: Message) -> None:
        try:
            await self._send(message)
        except OSError:
            self.client_left = True
            raise
        if message["type"] == "http.response.start":
            self.started = True
            error = sys.exc_info()[1]
            if message["status"] == SERVER_ERROR and error and self._unexpected and self._unexpected(error):
                self.answered = error
        elif message["type"] == "http.response.body" and not message.get("more_body", False):
            self.finished = True


def label_of(scope: MutableMapping[str, Any]) -> str:
    """Name a call as a person does: "GET /orders", "WebSocket /chat"."""
    method = scope.get("method") or {"websocket": "WebSocket"}.get(scope["type"], scope["type"])
    return f"{method} {scope['path']}" if "path" in scope else str(method)


def _is_goodbye(error: BaseException) -> bool:
    """Say whether an exception only means that the client went away: each framework has a name for it."""
    members = getattr(error, "exceptions", None)
    if isinstance(members, tuple):
        return all(_is_goodbye(member) for member in members)
    return any("Disconnect" in kind.__name__ for kind in type(error).__mro__)
