# run: -o asyncio_default_fixture_loop_scope=module -o asyncio_default_test_loop_scope=module -o asyncio_mode=auto
"""Clients and servers of libraries, shared by a module's tests and closed with their fixtures."""

import asyncio

import pytest

aiohttp = pytest.importorskip("aiohttp")
httpx = pytest.importorskip("httpx")
uvicorn = pytest.importorskip("uvicorn")
websockets = pytest.importorskip("websockets")
from aiohttp import web
from websockets.asyncio import client as ws_client, server as ws_server


errors = []


async def hello(request):
    return web.Response(text="hello")


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


@pytest.fixture(scope="module")
async def site():
    application = web.Application()
    application.router.add_get("/", hello)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield "http://{}:{}/".format(*site._server.sockets[0].getsockname())
    await runner.cleanup()


@pytest.fixture(scope="module")
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture(scope="module")
async def client():
    async with httpx.AsyncClient() as client:
        yield client


@pytest.fixture(scope="module")
async def asgi():
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.005)
    yield "http://{}:{}/".format(*server.servers[0].sockets[0].getsockname())
    server.should_exit = True
    await task


@pytest.fixture(scope="module")
async def echo():
    async def handle(connection):
        async for message in connection:
            await connection.send(message)

    async with ws_server.serve(handle, "127.0.0.1", 0) as server:
        yield "ws://{}:{}".format(*server.sockets[0].getsockname())


@pytest.fixture(scope="module")
async def connection(echo):
    async with ws_client.connect(echo) as connection:
        yield connection


@pytest.mark.parametrize("number", range(2))
async def test_honest_aiohttp(site, session, number):
    async with session.get(site) as response:
        assert await response.text() == "hello"


@pytest.mark.parametrize("number", range(2))
async def test_honest_httpx(site, client, number):
    assert (await client.get(site)).text == "hello"


@pytest.mark.parametrize("number", range(2))
async def test_honest_uvicorn(asgi, client, number):
    assert (await client.get(asgi)).text == "hello"


@pytest.mark.parametrize("number", range(2))
async def test_honest_websocket(connection, number):
    await connection.send("x")
    assert await connection.recv() == "x"


async def test_honest_own_client(site):
    async with httpx.AsyncClient() as client, aiohttp.ClientSession() as session:
        assert (await client.get(site)).text == "hello"
        async with session.get(site) as response:
            assert response.status == 200


async def test_honest_stream_left_early(site, client):
    async with client.stream("GET", site) as response:
        async for _ in response.aiter_text():
            break


@pytest.mark.asyncio(loop_scope="function")
async def test_honest_all_in_one():
    application = web.Application()
    application.router.add_get("/", hello)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = "http://{}:{}/".format(*site._server.sockets[0].getsockname())
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert await response.text() == "hello"
    await runner.cleanup()


@pytest.mark.asyncio(loop_scope="function")
async def test_lie_site_never_cleaned_up():
    runner = web.AppRunner(web.Application())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()  # lie: leaked-server


async def refuse(scope, receive, send):
    raise RuntimeError("no")


@pytest.mark.asyncio(loop_scope="function")
async def test_honest_generator_of_a_library_is_never_asked():
    async with httpx.AsyncClient(transport=httpx.ASGITransport(refuse), base_url="http://x") as client:
        try:
            await client.get("/")
        except RuntimeError as error:
            errors.append(error)  # and with it the library's frames, which hold a stream
    assert len(errors) == 1
