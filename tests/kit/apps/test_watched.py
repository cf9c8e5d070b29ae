from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any

import pytest

from asyncproof.kit.apps.journal import Journal
from asyncproof.kit.apps.watched import NoResponse, WatchedApp, label_of
from tests.kit.apps.running import run

GET = {"type": "http", "method": "GET", "path": "/x"}


class DisconnectedError(OSError):
    """What a server raises for a client that is gone."""


def call(app: Any, scope: Any = GET, heard: Iterable[Any] = (), *, deaf: bool = False) -> Journal:
    """Call an app between a client's messages and a client that takes all, or is gone."""
    journal = Journal()
    messages = iter(heard)

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        if deaf:
            raise DisconnectedError

    async def story() -> None:
        with contextlib.suppress(Exception):
            await WatchedApp(app, journal)(scope, receive, send)

    run(story)
    return journal


def told(journal: Journal) -> list[str]:
    """Return the failures as text, without places."""
    return [f"{failure.during}: {type(failure.error).__name__}" for failure in journal.failures]


def test_an_exception_is_noted_and_goes_on_to_the_server() -> None:
    """What an app raises is noted with the request, and the server sees it as always."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise KeyError("id")

    journal = call(app)
    assert told(journal) == ["GET /x: KeyError"]
    assert journal.unfinished() == []


def test_a_whole_response_is_nothing_to_tell() -> None:
    """An app that answers has done well."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"a", "more_body": True})
        await send({"type": "http.response.body", "body": b"b"})

    assert told(call(app)) == []


@pytest.mark.parametrize(("start", "how"), [(True, "finishing its response"), (False, "answering")])
def test_an_app_that_returns_too_early(start: bool, how: str) -> None:
    """A missing response is a failure though nothing was raised."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if start:
            await send({"type": "http.response.start", "status": 200})

    (failure,) = call(app).failures
    assert isinstance(failure.error, NoResponse)
    assert str(failure.error) == f"the app returned without {how}"


class ClientDisconnectError(Exception):
    """A framework's word for a client that left."""


class GroupError(Exception):
    """An exception of several."""

    def __init__(self, *exceptions: Exception) -> None:
        super().__init__("group")
        self.exceptions = exceptions


@pytest.mark.parametrize(
    ("error", "failures"),
    [
        (ClientDisconnectError(), []),
        (GroupError(ClientDisconnectError(), ClientDisconnectError()), []),
        (GroupError(ClientDisconnectError(), KeyError()), ["GET /x: GroupError"]),
        (KeyError(), ["GET /x: KeyError"]),
    ],
)
def test_a_client_that_leaves_is_no_failure_of_the_app(error: Exception, failures: list[str]) -> None:
    """The framework's word for "the client left" is not told; anything else is."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        raise error

    assert told(call(app, heard=[{"type": "http.disconnect"}])) == failures


def test_such_a_word_without_a_client_that_left() -> None:
    """While the client is there, the same exception is a bug like any other."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise ClientDisconnectError

    assert told(call(app)) == ["GET /x: ClientDisconnectError"]


def test_a_client_that_is_gone_when_the_app_sends() -> None:
    """A send that fails for want of a client is its leaving, too."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "websocket.send", "text": "x"})

    assert told(call(app, {"type": "websocket", "path": "/ws"}, deaf=True)) == []


def test_how_calls_are_called() -> None:
    """Requests and WebSockets are named by method and path."""
    assert label_of(GET) == "GET /x"
    assert label_of({"type": "websocket", "path": "/ws"}) == "WebSocket /ws"
    assert label_of({"type": "webtransport"}) == "webtransport"
