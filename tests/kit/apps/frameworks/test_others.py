"""Litestar and Quart apps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import websockets
from litestar import Litestar, get
from litestar import WebSocket as LitestarSocket
from litestar import websocket as litestar_websocket
from litestar.response import Stream
from quart import Quart
from quart import websocket as quart_websocket

from asyncproof.kit import Apps

pytestmark = pytest.mark.asyncio


def make_litestar(life: list[str]) -> Litestar:
    """Make a Litestar app."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        life.append("started")
        yield
        life.append("stopped")

    @get("/")
    async def hello() -> str:
        await asyncio.sleep(3)
        return "hello"

    @get("/ticks")
    async def ticks() -> Stream:
        async def numbers() -> AsyncIterator[str]:
            for number in range(3):
                yield str(number)
                await asyncio.sleep(1)

        return Stream(numbers())

    @litestar_websocket("/echo")
    async def echo(socket: LitestarSocket[Any, Any, Any]) -> None:
        await socket.accept()
        await socket.send_text(await socket.receive_text())
        await socket.close()

    return Litestar([hello, ticks, echo], lifespan=[lifespan], logging_config=None)


def make_quart(life: list[str]) -> Quart:
    """Make a Quart app."""
    app = Quart(__name__)

    @app.before_serving
    async def start() -> None:
        life.append("started")

    @app.after_serving
    async def stop() -> None:
        life.append("stopped")

    @app.get("/")
    async def hello() -> str:
        await asyncio.sleep(3)
        return "hello"

    @app.get("/ticks")
    async def ticks() -> Any:
        async def numbers() -> AsyncIterator[str]:
            for number in range(3):
                yield str(number)
                await asyncio.sleep(1)

        return numbers()

    @app.websocket("/echo")
    async def echo() -> None:
        await quart_websocket.send(await quart_websocket.receive())

    return app


@pytest.mark.parametrize("make", [make_litestar, make_quart])
async def test_an_app_as_in_production(make: Any, asgi: Apps) -> None:
    """Startup, requests in virtual time, streams, WebSockets and shutdown work unchanged."""
    life: list[str] = []
    async with asgi(make(life)) as server, httpx.AsyncClient(base_url=server.url) as client:
        assert life == ["started"]
        assert (await client.get("/")).text == "hello"
        assert asyncio.get_running_loop().time() == 3
        async with client.stream("GET", "/ticks") as response:
            assert [text async for text in response.aiter_text()] == ["0", "1", "2"]
        async with websockets.connect(f"{server.ws_url}/echo") as socket:
            await socket.send("hello")
            assert await socket.recv() == "hello"
    assert life == ["started", "stopped"]


async def test_a_start_of_litestar_that_fails(asgi: Apps) -> None:
    """The test gets what Litestar itself raises: the app's own exception, in a group."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        raise LookupError("no queue")
        yield

    with pytest.raises(Exception, match="unhandled errors in a TaskGroup") as failed:
        await asgi(Litestar([], lifespan=[lifespan], logging_config=None))
    assert [str(error) for error in failed.value.exceptions] == ["no queue"]


async def test_a_start_of_quart_that_fails(asgi: Apps) -> None:
    """Quart only sends its text; the test gets the exception all the same."""
    app = Quart(__name__)

    @app.before_serving
    async def start() -> None:
        raise LookupError("no queue")

    with pytest.raises(LookupError, match="no queue"):
        await asgi(app)
