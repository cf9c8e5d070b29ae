from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
import websockets
from litestar import Litestar, Response, get
from litestar.exceptions import HTTPException
from quart import Quart, abort

from asyncproof.kit import AppFailed, Apps
from asyncproof.kit.apps.frameworks import answers_itself, listen
from asyncproof.kit.apps.journal import Journal
from tests.kit.apps.plain import greet

pytestmark = pytest.mark.asyncio


class HandledError(Exception):
    """An exception that the app has a handler for."""


def raising(kind: type[BaseException]) -> Any:
    """Make a handler that raises."""

    async def handler() -> str:
        raise kind("on purpose")

    return handler


def make_litestar() -> Litestar:
    """Make a Litestar app that fails in three ways."""

    def handled(request: Any, error: HandledError) -> Response[str]:
        return Response("handled", status_code=500)

    handlers = [
        get("/bug")(raising(KeyError)),
        get("/handled")(raising(HandledError)),
        get("/meant")(raising(HTTPException)),
    ]
    return Litestar(handlers, exception_handlers={HandledError: handled}, logging_config=None)


def make_quart() -> Quart:
    """Make a Quart app that fails in three ways, and while it talks and works."""
    app = Quart(__name__)

    @app.errorhandler(HandledError)
    async def handled(error: HandledError) -> tuple[str, int]:
        return "handled", 500

    @app.get("/meant")
    async def meant() -> None:
        abort(500)

    @app.get("/later")
    async def later() -> str:
        app.add_background_task(raising(LookupError))
        return "soon"

    app.get("/bug")(raising(KeyError))
    app.get("/handled", endpoint="handled")(raising(HandledError))
    app.websocket("/talk", endpoint="talk")(raising(ValueError))
    return app


@pytest.mark.parametrize("make", [make_litestar, make_quart])
async def test_a_bug_that_the_framework_answers_is_told(make: Any, asgi: Apps) -> None:
    """A 500 for an exception that nobody expected is told; one that the app means is not."""
    server = await asgi(make())
    async with httpx.AsyncClient(base_url=server.url) as client:
        with server.raises(KeyError, match="on purpose") as raised:
            assert (await client.get("/bug")).status_code == 500
        assert raised.during == "GET /bug"
        assert (await client.get("/handled")).text == "handled"
        assert (await client.get("/meant")).status_code == 500
        assert (await client.get("/nowhere")).status_code == 404


async def test_what_else_quart_tells(asgi: Apps) -> None:
    """WebSockets and background work of Quart fail the test as requests do."""
    server = await asgi(make_quart())
    with server.raises(ValueError, match="on purpose") as talking, pytest.raises(websockets.InvalidStatus):
        await websockets.connect(f"{server.ws_url}/talk")
    assert talking.during == "WebSocket /talk"
    async with httpx.AsyncClient(base_url=server.url) as client:
        with server.raises(LookupError, match="on purpose"):
            await client.get("/later")
            await asyncio.sleep(1)


async def test_an_exception_that_is_told_twice_is_one(asgi: Apps) -> None:
    """A Quart app that lets exceptions pass tells them and raises them: that is one failure."""
    app = make_quart()
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(AppFailed) as failed:
        async with asgi(app) as server, httpx.AsyncClient(base_url=server.url) as client:
            assert (await client.get("/bug")).status_code == 500
    assert failed.value.message.count("KeyError: 'on purpose'") == 1


async def test_nothing_is_left_of_the_listening() -> None:
    """A Quart app is listened to as long as it is served, other apps never; they let all exceptions pass."""
    from quart.signals import got_background_exception, got_request_exception

    app, journal = make_quart(), Journal()
    before = len(got_request_exception.receivers)
    with listen(app, journal):
        assert len(got_request_exception.receivers) == before + 1
        got_background_exception.send(app, exception=KeyError("alone"))
    assert [str(failure) for failure in journal.failures] == ["background work: KeyError: 'alone'"]
    assert len(got_request_exception.receivers) == before
    with listen(greet, journal):
        assert len(got_request_exception.receivers) == before
    assert answers_itself(greet) is None
