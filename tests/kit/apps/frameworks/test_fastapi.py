"""FastAPI and Starlette apps, with the clients that people have."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import aiohttp
import httpx
import httpx2
import httpx_ws
import pytest
import pytest_asyncio
import websockets
from fastapi import BackgroundTasks, Depends, FastAPI, HTTPException, Request, WebSocket
from fastapi.responses import StreamingResponse
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from asyncproof import VirtualClock
from asyncproof.kit import AppFailed, Apps, Server

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    """Give a connection pool to every request."""
    app.state.open = True
    yield {"pool": "a pool"}
    app.state.open = False


async def pool_of(request: Request) -> str:
    """Find the pool, as a dependency."""
    return str(request.state.pool)


def make_app() -> FastAPI:
    """Make an app with one path for each claim."""
    app = FastAPI(lifespan=lifespan)
    app.state.left = []
    app.state.mails = []
    add_requests(app)
    add_streams(app)
    add_sockets(app)
    return app


def add_requests(app: FastAPI) -> None:
    """Add what answers at once."""

    @app.get("/pool")
    async def pool(found: Annotated[str, Depends(pool_of)]) -> str:
        return found

    @app.get("/missing")
    async def missing() -> None:
        raise HTTPException(404)

    @app.get("/bug")
    async def bug() -> None:
        raise KeyError("id")

    @app.post("/orders", status_code=201)
    async def order(tasks: BackgroundTasks) -> str:
        async def mail() -> None:
            await asyncio.sleep(20)
            app.state.mails.append("sent")

        tasks.add_task(mail)
        return "accepted"


def add_streams(app: FastAPI) -> None:
    """Add what answers for ever."""

    @app.get("/events")
    async def events() -> StreamingResponse:
        async def ticks() -> AsyncIterator[str]:
            number = 0
            try:
                while True:
                    yield f"data: {number}\n\n"
                    number += 1
                    await asyncio.sleep(1)
            finally:
                app.state.left.append(number)

        return StreamingResponse(ticks(), media_type="text/event-stream")


def add_sockets(app: FastAPI) -> None:
    """Add WebSockets."""

    @app.websocket("/echo")
    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        while True:
            await socket.send_text(await socket.receive_text())

    @app.websocket("/refuse")
    async def refuse(socket: WebSocket) -> None:
        await socket.close(4003, "no")

    @app.websocket("/tired")
    async def tired(socket: WebSocket) -> None:
        await socket.accept()
        await socket.close(4002, "tired")


@pytest_asyncio.fixture
async def server(asgi: Apps) -> AsyncIterator[Server]:
    """Serve the app, in a fixture that yields."""
    yield await asgi(make_app())


@pytest_asyncio.fixture
async def client(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    """Open a client, in a fixture that yields."""
    async with httpx.AsyncClient(base_url=server.url) as client:
        yield client


async def test_state_and_dependencies(client: httpx.AsyncClient) -> None:
    """What the lifespan yields reaches the handlers; an HTTPException is an answer."""
    assert (await client.get("/pool")).json() == "a pool"
    assert (await client.get("/missing")).status_code == 404


async def test_other_clients(server: Server) -> None:
    """No client knows that there is no socket: aiohttp and httpx2 as well."""
    async with aiohttp.ClientSession(server.url) as session, session.get("/pool") as response:
        assert await response.json() == "a pool"
    async with httpx2.AsyncClient(base_url=server.url) as newer:
        assert (await newer.get("/pool")).json() == "a pool"


async def test_a_bug_is_a_500_and_expected(server: Server, client: httpx.AsyncClient) -> None:
    """Starlette raises to the server after its 500, which is how the test hears of it."""
    with server.raises(KeyError):
        assert (await client.get("/bug")).status_code == 500


async def test_background_tasks(server: Server, client: httpx.AsyncClient, clock: VirtualClock) -> None:
    """A background task starts after the response; the test may wait for it."""
    assert (await client.post("/orders")).status_code == 201
    assert clock.now == 0
    await server.wait_idle()
    assert clock.now == 20


async def test_server_sent_events(asgi: Apps, clock: VirtualClock) -> None:
    """Events come when they are sent, in virtual time; leaving ends the app's generator."""
    app = make_app()
    server = await asgi(app)
    async with httpx.AsyncClient(base_url=server.url) as client:
        lines = []
        async with client.stream("GET", "/events") as response:
            async for line in response.aiter_lines():
                lines.append((line, clock.now))
                if len(lines) > 4:
                    break
        await server.wait_idle()
    assert lines == [("data: 0", 0), ("", 0), ("data: 1", 1), ("", 1), ("data: 2", 2)]
    assert app.state.left == [3]


async def test_a_websocket(server: Server) -> None:
    """A handler that ends because its client closed is no failure."""
    async with websockets.connect(f"{server.ws_url}/echo") as socket:
        await socket.send("hello")
        assert await socket.recv() == "hello"


async def test_refusals_and_close_codes_are_plain_exceptions(server: Server) -> None:
    """A refusal is a 403, an end has its code and reason; each as the library's own exception."""
    with pytest.raises(InvalidStatus, match="HTTP 403"):
        await websockets.connect(f"{server.ws_url}/refuse")
    async with websockets.connect(f"{server.ws_url}/tired") as socket:
        with pytest.raises(ConnectionClosedError, match=r"received 4002 \(private use\) tired"):
            await socket.recv()


@pytest_asyncio.fixture
async def socket(server: Server) -> AsyncIterator[websockets.ClientConnection]:
    """Open a WebSocket in a fixture that yields."""
    async with websockets.connect(f"{server.ws_url}/echo") as socket:
        yield socket


async def test_a_websocket_in_a_fixture(socket: websockets.ClientConnection) -> None:
    """A WebSocket may be opened and closed by a fixture: nothing of the server belongs to one task."""
    await socket.send("hello")
    assert await socket.recv() == "hello"


async def test_httpx_ws(server: Server, client: httpx.AsyncClient) -> None:
    """A WebSocket of httpx-ws talks as over a socket."""
    async with httpx_ws.aconnect_ws(f"{server.url}/echo", client) as session:
        await session.send_text("hello")
        assert await session.receive_text() == "hello"


async def test_httpx_ws_refused(server: Server, client: httpx.AsyncClient) -> None:
    """With httpx-ws a refusal is its own exception, alone."""
    with pytest.raises(httpx_ws.WebSocketUpgradeError):
        async with httpx_ws.aconnect_ws(f"{server.url}/refuse", client):
            pass


async def test_the_app_is_shut_down(asgi: Apps) -> None:
    """A block that raises still shuts the app down."""
    app = make_app()
    with pytest.raises(ZeroDivisionError):
        async with asgi(app):
            assert app.state.open
            raise ZeroDivisionError
    assert not app.state.open


async def test_a_bug_fails_the_block(asgi: Apps) -> None:
    """An error that nobody expected is told at the end of the block."""
    with pytest.raises(AppFailed, match="raised in GET /bug: KeyError: 'id'"):
        async with asgi(make_app()) as server, httpx.AsyncClient(base_url=server.url) as client:
            await client.get("/bug")
