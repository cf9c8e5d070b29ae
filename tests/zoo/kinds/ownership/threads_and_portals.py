"""Loops in threads of their own, as test clients and servers in the background have them."""
import asyncio
import contextlib
import threading

import pytest

starlette = pytest.importorskip("starlette")
pytest.importorskip("httpx")
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute


async def forever():
    await asyncio.sleep(3600)


async def hello(request):
    return PlainTextResponse("hello")


async def echo(websocket):
    await websocket.accept()
    await websocket.send_text(await websocket.receive_text())
    await websocket.close()


@contextlib.asynccontextmanager
async def lifespan(app):
    task = asyncio.create_task(forever())
    yield
    task.cancel()


def make_client():
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from starlette.testclient import TestClient
    routes = [Route("/", hello), WebSocketRoute("/ws", echo)]
    return TestClient(Starlette(routes=routes, lifespan=lifespan))


@pytest.fixture(scope="module")
def shared():
    with make_client() as client:
        yield client


@pytest.fixture(scope="module")
def loop_in_a_thread():
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_honest_client():
    with make_client() as client:
        assert client.get("/").text == "hello"


def test_honest_client_without_lifespan():
    assert make_client().get("/").text == "hello"


@pytest.mark.parametrize("number", range(2))
def test_honest_shared_client(shared, number):
    assert shared.get("/").text == "hello"
    with shared.websocket_connect("/ws") as websocket:
        websocket.send_text("x")
        assert websocket.receive_text() == "x"


@pytest.mark.parametrize("number", range(2))
def test_honest_loop_in_a_thread(loop_in_a_thread, number):
    future = asyncio.run_coroutine_threadsafe(asyncio.sleep(0, number), loop_in_a_thread)
    assert future.result(5) == number


@pytest.mark.asyncio
async def test_honest_run_in_a_thread():
    assert await asyncio.to_thread(asyncio.run, asyncio.sleep(0, 3)) == 3
