from __future__ import annotations

import asyncio
from contextvars import ContextVar
from typing import Any

import aiohttp
import httpx
import pytest

from asyncproof import UsageError
from asyncproof.kit import AppFailed, Apps, asgi
from tests.kit.apps.plain import Everything, answer, greet
from tests.kit.apps.running import run


class Noting(Everything):
    """Keeps a note of its start and its shutdown."""

    def __init__(self) -> None:
        super().__init__()
        self.life: list[str] = []

    async def lifespan(self, scope: Any, receive: Any, send: Any) -> None:
        await receive()
        self.life.append("started")
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.life.append("stopped")
        await send({"type": "lifespan.shutdown.complete"})


def test_an_app_lives_as_long_as_its_block() -> None:
    """The app starts with the block and shuts down at its end; after that its host is unknown."""
    app = Noting()

    async def story() -> None:
        async with asgi(app) as server, httpx.AsyncClient(base_url=server.url) as client:
            assert app.life == ["started"]
            assert (await client.post("/echo", content=b"x")).text == "x"
        assert app.life == ["started", "stopped"]
        async with httpx.AsyncClient() as client:
            with pytest.raises(httpx.ConnectError, match=r"nobody is mounted as 'app\.test'"):
                await client.get(server.url)

    run(story)


def test_a_block_that_raises_shuts_the_app_down() -> None:
    """The block's own exception goes on, the app is shut down all the same."""
    app = Noting()

    async def story() -> None:
        async with asgi(app):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(story)
    assert app.life == ["started", "stopped"]


def test_without_a_lifespan() -> None:
    """An app can be served without its startup and shutdown."""
    app = Noting()

    async def story() -> None:
        async with asgi(app, lifespan=False) as server, httpx.AsyncClient(base_url=server.url) as client:
            assert (await client.get("/chunks")).text == "onetwothree"

    run(story)
    assert app.life == []


def test_an_error_of_the_app_fails_the_block() -> None:
    """The client gets a 500, and the block ends with an error whose cause is the app's own."""

    async def story() -> None:
        async with asgi(Everything()) as server, httpx.AsyncClient(base_url=server.url) as client:
            assert (await client.get("/raises")).status_code == 500

    with pytest.raises(AppFailed, match="raised in GET /raises: ZeroDivisionError: no response") as failed:
        run(story)
    assert isinstance(failed.value.__cause__, ZeroDivisionError)


def test_a_block_that_fails_anyway_has_a_note() -> None:
    """The block's failure is what counts; what the app raised stands beside it."""

    async def story() -> None:
        async with asgi(Everything()) as server, httpx.AsyncClient(base_url=server.url) as client:
            (await client.get("/raises")).raise_for_status()

    with pytest.raises(httpx.HTTPStatusError) as failed:
        run(story)
    assert "raised in GET /raises: ZeroDivisionError" in failed.value.__notes__[0]


def test_errors_that_do_not_matter() -> None:
    """With `raise_app_errors=False` the client's 500 is all."""

    async def story() -> int:
        app = Everything()
        async with asgi(app, raise_app_errors=False) as server, httpx.AsyncClient() as client:
            return (await client.get(f"{server.url}/raises")).status_code

    assert run(story) == 500


def test_several_apps_call_each_other() -> None:
    """Each app has a host of its own, and one reaches the other as it would in production."""

    async def front(scope: Any, receive: Any, send: Any) -> None:
        async with aiohttp.ClientSession() as session, session.get("https://back.example/deep") as response:
            body = await response.read()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"front of " + body})

    async def story() -> str:
        async with (
            asgi(front) as server,
            asgi(greet, "https://back.example"),
            httpx.AsyncClient() as client,
        ):
            return (await client.get(server.url)).text

    assert run(story) == "front of /deep"


def test_a_start_that_fails_is_the_apps_own_exception() -> None:
    """The test sees what the app raised, with a note that it was the start; the host stays free."""

    async def broken(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        raise LookupError("no DATABASE_URL")

    async def story() -> None:
        with pytest.raises(LookupError, match="no DATABASE_URL") as failed:
            async with asgi(broken, "http://shop.example"):
                pass
        assert failed.value.__notes__ == [
            "This came from the start of the app at http://shop.example: from its lifespan."
        ]
        async with asgi(greet, "http://shop.example"):
            pass

    run(story)


def test_a_place_that_is_taken() -> None:
    """Two apps can't have one address."""

    async def story() -> None:
        async with asgi(greet, "http://shop.example"):
            async with asgi(greet, "https://shop.example"), asgi(greet, "http://shop.example:8000"):
                pass
            async with asgi(greet, "http://shop.example"):
                pass

    with pytest.raises(UsageError, match=r"http://shop\.example is taken.*http://second\.test"):
        run(story)


def test_one_serving_is_one_block() -> None:
    """The same object can't be entered twice at once."""

    async def story() -> None:
        serving = asgi(greet)
        async with serving:
            await serving.__aenter__()

    with pytest.raises(UsageError, match="served already"):
        run(story)


def test_slips_are_told_how_it_is_written() -> None:
    """A plain `with`, an await without the fixture, and a missing await each say what to write."""

    async def story() -> None:
        with pytest.raises(UsageError, match=r"write `async with asgi\(app\) as server:`"), asgi(greet):
            pass
        with pytest.raises(UsageError, match=r"is a block.*or ask for the `asgi` fixture"):
            await asgi(greet)
        server: Any = Apps()(greet)
        with pytest.raises(UsageError, match=r"there is no url: write `server = await asgi\(app\)`"):
            _ = server.url
        with pytest.raises(AttributeError, match="'KeptServing' object has no attribute 'uri'"):
            _ = server.uri
        asgi(greet).__exit__(None, None, None)

    run(story)


def test_apps_that_are_kept() -> None:
    """What is awaited lives until all is closed, the last one first; what is entered lives for its block."""
    ends: list[str] = []

    def app(name: str) -> Any:
        class Named(Noting):
            async def lifespan(self, scope: Any, receive: Any, send: Any) -> None:
                await super().lifespan(scope, receive, send)
                ends.append(name)

        return Named()

    async def story() -> None:
        apps = Apps()
        await apps(app("first"))
        await apps(app("second"))
        async with apps(app("third")):
            pass
        assert apps.verdict() is None
        ended = apps(app("fourth"))
        await ended
        await ended.stop()
        await apps.close()

    run(story)
    assert ends == ["third", "fourth", "second", "first"]


def test_errors_of_kept_apps_are_told_when_they_are_closed() -> None:
    """All apps are ended, then what they raised is one error."""

    async def story() -> None:
        apps = Apps()
        async with httpx.AsyncClient() as client:
            for _ in range(2):
                server = await apps(Everything())
                await client.get(f"{server.url}/raises")
        await apps.close()

    with pytest.raises(AppFailed) as failed:
        run(story)
    assert failed.value.message.count("raised in GET /raises") == 2


def test_context_variables_are_those_of_the_place_where_the_app_was_served() -> None:
    """As over a socket, a request knows the context in which the server was started, not its client's."""
    where: ContextVar[str] = ContextVar("where", default="nowhere")

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        headers = [(b"x-where", where.get().encode())]
        where.set("in the app")
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body"})

    async def story() -> list[str]:
        where.set("around the server")
        async with asgi(app) as server, httpx.AsyncClient(base_url=server.url) as client:
            where.set("around the client")
            return [(await client.get("/")).headers["x-where"] for _ in range(2)] + [where.get()]

    assert run(story) == ["around the server", "around the server", "around the client"]


def test_a_clients_pool_has_its_limit() -> None:
    """A client that may have one connection waits for it as long as it is told, in virtual time."""

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await asyncio.sleep(10)
        await answer(send, b"")

    async def story() -> float:
        timeout = httpx.Timeout(None, pool=3)
        limits = httpx.Limits(max_connections=1)
        async with asgi(slow) as server, httpx.AsyncClient(timeout=timeout, limits=limits) as client:
            first = asyncio.ensure_future(client.get(server.url))
            await asyncio.sleep(1)
            with pytest.raises(httpx.PoolTimeout):
                await client.get(server.url)
            gave_up = asyncio.get_running_loop().time()
            await first
        return gave_up

    assert run(story) == 4


def test_many_requests_at_once_show_a_lost_update() -> None:
    """Fifty clients that read, wait for something and write lose all updates but one."""
    stock = {"left": 100}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        left = stock["left"]
        await asyncio.sleep(0.01)
        stock["left"] = left - 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body"})

    async def story() -> None:
        async with asgi(app) as server, httpx.AsyncClient(base_url=server.url) as client:
            await asyncio.gather(*(client.get("/") for _ in range(50)))

    run(story)
    assert stock["left"] == 99
