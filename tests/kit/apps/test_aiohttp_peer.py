from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import httpx
import pytest
from aiohttp import web

from asyncproof import Deadlock
from asyncproof.kit import AppFailed, asgi
from tests.kit.apps.running import run

routes = web.RouteTableDef()
POOL = web.AppKey("pool", list)


def now() -> float:
    """Return the loop's time."""
    return asyncio.get_running_loop().time()


@routes.get("/pool")
async def pool(request: web.Request) -> web.Response:
    """Tell what the startup made."""
    return web.json_response(request.app[POOL])


@routes.get("/raises")
async def raises(request: web.Request) -> web.Response:
    """Fail."""
    raise ZeroDivisionError("no response")


@routes.get("/missing")
async def missing(request: web.Request) -> web.Response:
    """Answer by an exception, as aiohttp's apps may."""
    raise web.HTTPNotFound


@routes.get("/slow")
async def slow(request: web.Request) -> web.Response:
    """Take half a minute."""
    await asyncio.sleep(30)
    return web.Response(text="done")


@routes.get("/loop")
async def loop(request: web.Request) -> web.Response:
    """Never answer."""
    while True:
        await asyncio.sleep(1)


@routes.get("/stream")
async def stream(request: web.Request) -> web.StreamResponse:
    """Stream until it is noticed that nobody reads."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b"tick")
        await asyncio.sleep(1)


@routes.get("/echo")
async def echo(request: web.Request) -> web.WebSocketResponse:
    """Talk until the client leaves."""
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        await socket.send_str(message.data)
    request.app[POOL].append(socket.close_code)
    return socket


def make_app(life: list[str] | None = None) -> web.Application:
    """Make an app that notes its start and its end."""
    seen = [] if life is None else life

    async def running(app: web.Application) -> AsyncIterator[None]:
        await asyncio.sleep(2)
        app[POOL] = [5]
        seen.append("started")
        yield
        seen.append("stopped")

    app = web.Application()
    app.add_routes(routes)
    app.cleanup_ctx.append(running)
    return app


def test_an_app_is_started_served_and_stopped() -> None:
    """Startup and cleanup run in the test's loop and time; requests and WebSockets reach the app."""
    life: list[str] = []

    async def story() -> list[Any]:
        app = make_app(life)
        async with asgi(app) as server, aiohttp.ClientSession(server.url) as session:
            seen = [now(), await (await session.get("/pool")).json()]
            async with session.ws_connect(f"{server.ws_url}/echo") as socket:
                await socket.send_str("hello")
                seen.append(await socket.receive_str())
            await server.wait_idle()
            seen += [app[POOL], server.state]
        return seen

    assert run(story) == [2, [5], "hello", [5, 1000], {}]
    assert life == ["started", "stopped"]


def test_errors_are_told_and_answers_by_exception_are_not() -> None:
    """A handler's exception is a 500 and a failure; an HTTPException is an answer like any other."""

    async def story() -> None:
        async with asgi(make_app()) as server, aiohttp.ClientSession(server.url) as session:
            assert (await session.get("/missing")).status == 404
            with server.raises(ZeroDivisionError):
                assert (await session.get("/raises")).status == 500
            await session.get("/raises")

    with pytest.raises(AppFailed, match="raised in GET /raises: ZeroDivisionError: no response"):
        run(story)


def test_a_start_that_fails_is_cleaned_up() -> None:
    """What had been started is ended, and the test gets the app's own exception."""
    life: list[str] = []

    async def broken(app: web.Application) -> None:
        raise LookupError("no queue")

    async def story() -> None:
        app = make_app(life)
        app.on_startup.append(broken)
        async with asgi(app):
            pass

    with pytest.raises(LookupError, match="no queue"):
        run(story)
    assert life == ["started", "stopped"]


def test_a_cleanup_that_fails_is_told() -> None:
    """What the app raises while it ends fails the block."""

    async def broken(app: web.Application) -> None:
        raise OSError("disk full")

    async def story() -> None:
        app = make_app()
        app.on_cleanup.append(broken)
        async with asgi(app):
            pass

    with pytest.raises(AppFailed, match="raised in its cleanup: OSError: disk full"):
        run(story)


def test_a_request_that_is_not_done_is_waited_for() -> None:
    """A client that gave up leaves a handler that goes on, as aiohttp's do; the end waits for it."""

    async def story() -> float:
        async with asgi(make_app()) as server, aiohttp.ClientSession(server.url) as session:
            with pytest.raises(asyncio.TimeoutError):
                await session.get("/slow", timeout=aiohttp.ClientTimeout(total=3))
        return now()

    assert run(story) == 32


def test_a_request_that_does_not_end_is_told() -> None:
    """After the grace the handler is cut off and told with its line, its client gone or not."""

    async def gone() -> None:
        async with asgi(make_app(), grace=5) as server, aiohttp.ClientSession(server.url) as session:
            with pytest.raises(asyncio.TimeoutError):
                await session.get("/loop", timeout=aiohttp.ClientTimeout(total=3))

    async def there() -> None:
        async with aiohttp.ClientSession() as session:
            async with asgi(make_app(), grace=5) as server:
                request = asyncio.ensure_future(session.get(f"{server.url}/loop"))
                await asyncio.sleep(1)
            with pytest.raises(aiohttp.ClientError):
                await request

    for story in (gone, there):
        with pytest.raises(AppFailed, match=r"would not end GET /loop.*test_aiohttp_peer\.py:\d+ in loop"):
            run(story)


def test_a_stream_whose_client_left_is_no_failure() -> None:
    """A handler is told by an exception that nobody reads any more; that is no bug of the app."""

    async def story() -> None:
        async with asgi(make_app()) as server:
            async with aiohttp.ClientSession(server.url) as session:
                response = await session.get("/stream")
                assert await response.content.readexactly(8) == b"tick" * 2
                response.close()
            await server.wait_idle()

    run(story)


def test_a_stuck_test_is_found_at_once() -> None:
    """No timer of the server keeps a test going that nothing can wake."""
    times = []

    async def story() -> None:
        async with asgi(make_app()) as server, httpx.AsyncClient(base_url=server.url) as client:
            await client.get("/pool")
            try:
                await asyncio.Event().wait()
            finally:
                times.append(now())

    with pytest.raises(Deadlock):
        run(story)
    assert times == [2]
