from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from asyncproof.kit import Apps
from tests.kit.apps.plain import Everything, greet

pytestmark = pytest.mark.asyncio


async def failing(scope: Any, receive: Any, send: Any) -> None:
    """Raise what the path says, half a minute late if asked."""
    assert scope["type"] == "http"
    if scope["query_string"]:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body"})
        await asyncio.sleep(30)
    raise {"/key": KeyError, "/value": ValueError}[scope["path"]]("no 7")


async def test_where_it_is(asgi: Apps) -> None:
    """Both URLs, the state of the lifespan, and a repr that says where."""
    server = await asgi(Everything(), "https://shop.example")
    assert (server.url, server.ws_url) == ("https://shop.example", "wss://shop.example")
    assert server.state == {"started": "yes"}
    assert repr(server) == "<Server https://shop.example>"


async def test_an_error_that_was_expected(asgi: Apps) -> None:
    """The client gets its 500, the block gets the exception, and the test passes."""
    server = await asgi(failing)
    async with httpx.AsyncClient(base_url=server.url) as client:
        with server.raises(KeyError, match="no 7") as raised:
            response = await client.get("/key")
    assert response.status_code == 500
    assert (str(raised.error), raised.during) == ("'no 7'", "GET /key")
    assert server.errors == []


async def test_an_error_that_does_not_come(asgi: Apps) -> None:
    """An app that raises nothing, or something else, fails the block, which says what was raised."""
    server = await asgi(failing, raise_app_errors=False)
    async with httpx.AsyncClient(base_url=server.url) as client:
        nothing = r"the app at http://app\.test did not raise KeyError: it raised nothing"
        with pytest.raises(AssertionError, match=nothing), server.raises(KeyError):
            pass
        another = r"did not raise TypeError or KeyError with 'x': it raised GET /value: ValueError: no 7 \("
        with pytest.raises(AssertionError, match=another), server.raises((TypeError, KeyError), match="x"):
            await client.get("/value")
    assert [type(error) for error in server.errors] == [ValueError]


async def test_an_error_of_background_work(asgi: Apps) -> None:
    """What fails after the response is caught once the server is idle."""
    server = await asgi(failing)
    async with httpx.AsyncClient(base_url=server.url) as client:
        with server.raises(ValueError, match="no 7"):
            assert (await client.get("/value?late")).status_code == 200
            assert asyncio.get_running_loop().time() == 0
            await server.wait_idle()
    assert asyncio.get_running_loop().time() == 30


async def test_waiting_for_nothing(asgi: Apps) -> None:
    """An app that has nothing to do is idle."""
    await (await asgi(greet)).wait_idle()


async def test_trouble_on_the_way(asgi: Apps) -> None:
    """The way to the app is a link of the network: latency and refusals are the client's, in virtual time."""
    server = await asgi(greet)
    server.link(latency=0.5)
    async with httpx.AsyncClient(base_url=server.url) as client:
        assert (await client.get("/x")).text == "/x"
        assert asyncio.get_running_loop().time() == 2.0
    server.link(connect="refused")
    async with httpx.AsyncClient(base_url=server.url) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get("/x")
