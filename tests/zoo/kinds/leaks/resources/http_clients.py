import asyncio
import functools
import gc

import pytest
import pytest_asyncio

aiohttp = pytest.importorskip("aiohttp")
httpx = pytest.importorskip("httpx")
httpx2 = pytest.importorskip("httpx2")
from aiohttp import web

KEPT = []
_session = None


async def hello(request):
    return web.Response(text="hello")


@pytest_asyncio.fixture
async def url():
    app = web.Application()
    app.router.add_get("/", hello)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield "http://{}:{}/".format(*runner.addresses[0])
    await runner.cleanup()


@pytest.mark.asyncio
async def test_lie_aiohttp_unused():
    session = aiohttp.ClientSession()  # lie: leaked-client
    assert not session.closed


@pytest.mark.asyncio
async def test_lie_aiohttp_kept():
    KEPT.append(aiohttp.ClientSession())  # lie: leaked-client


@pytest.mark.asyncio
async def test_lie_aiohttp(url):
    session = aiohttp.ClientSession()  # lie: leaked-client
    async with session.get(url) as response:
        assert await response.text() == "hello"


@pytest.mark.asyncio
async def test_lie_aiohttp_in_a_circle():
    ring = [aiohttp.ClientSession()]  # lie: leaked-client
    ring.append(ring)
    del ring
    gc.collect()


class Api:
    def __init__(self):
        self.session = aiohttp.ClientSession()

    async def close(self):
        await self.session.close()


@pytest.mark.asyncio
async def test_lie_aiohttp_inside():
    assert Api()


# lie: leaked-client test_lie_aiohttp_inside


@pytest.mark.asyncio
async def test_honest_aiohttp_inside():
    api = Api()
    await api.close()


@pytest.mark.asyncio
async def test_honest_aiohttp(url):
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert await response.text() == "hello"


@pytest.mark.asyncio
async def test_honest_shared_connector(url):
    async with aiohttp.TCPConnector() as connector:
        async with aiohttp.ClientSession(connector=connector, connector_owner=False) as session:
            async with session.get(url) as response:
                assert response.status == 200


def global_session():
    global _session
    if _session is None:
        _session = aiohttp.ClientSession()
    return _session


@pytest.mark.asyncio
async def test_lie_aiohttp_lazy_global(url):
    async with global_session().get(url) as response:
        assert response.status == 200


# lie: leaked-client test_lie_aiohttp_lazy_global


@pytest_asyncio.fixture
async def forgotten():
    return aiohttp.ClientSession()


@pytest.mark.asyncio
async def test_lie_aiohttp_fixture(forgotten):
    assert not forgotten.closed


# lie: leaked-client test_lie_aiohttp_fixture


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", [httpx, httpx2], ids=["httpx", "httpx2"])
async def test_lie_httpx(kind, url):
    client = kind.AsyncClient()  # lie: leaked-client
    assert (await client.get(url)).text == "hello"


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", [httpx, httpx2], ids=["httpx", "httpx2"])
async def test_lie_httpx_kept(kind, url):
    KEPT.append(kind.AsyncClient())  # lie: leaked-client
    assert (await KEPT[-1].get(url)).text == "hello"


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", [httpx, httpx2], ids=["httpx", "httpx2"])
async def test_honest_httpx(kind, url):
    async with kind.AsyncClient() as client:
        assert (await client.get(url)).text == "hello"


@pytest.mark.asyncio
async def test_honest_httpx_never_used():
    assert httpx.AsyncClient()


@pytest.mark.asyncio
async def test_honest_httpx_aclose(url):
    client = httpx.AsyncClient()
    try:
        await client.get(url)
    finally:
        await client.aclose()


@pytest.mark.asyncio
async def test_lie_httpx_mock():
    client = httpx.AsyncClient(transport=httpx.MockTransport(lambda request: httpx.Response(200)))  # lie: leaked-client
    await client.get("http://example.org")


class Sdk(httpx.AsyncClient):
    pass


@pytest.mark.asyncio
async def test_lie_httpx_subclass(url):
    client = Sdk()  # lie: leaked-client
    await client.get(url)


@pytest.mark.asyncio
async def test_lie_httpx_sync(url):
    client = httpx.Client()  # lie: leaked-client
    response = await asyncio.to_thread(client.get, url)
    assert response.status_code == 200


@functools.lru_cache
def shared_sync_client():
    return httpx.Client()


@pytest.mark.asyncio
async def test_honest_httpx_sync_global(url):
    response = await asyncio.to_thread(shared_sync_client().get, url)
    assert response.status_code == 200


def test_honest_sync_client_without_connections():
    client = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200)))
    assert client.get("http://example.org").status_code == 200


def test_honest_test_client():
    fastapi = pytest.importorskip("fastapi")
    from fastapi.testclient import TestClient

    app = fastapi.FastAPI()

    @app.get("/")
    async def root():
        return "hello"

    client = TestClient(app)
    assert client.get("/").json() == "hello"


@pytest.mark.asyncio
async def test_honest_asgi_client():
    fastapi = pytest.importorskip("fastapi")
    app = fastapi.FastAPI()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        assert (await client.get("/")).status_code == 404


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wide():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wide(wide):
    assert not wide.closed


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wide_again(wide):
    assert not wide.closed


class TestWide:
    @pytest_asyncio.fixture(scope="class", loop_scope="module")
    async def forgotten_wide(self):
        return aiohttp.ClientSession()

    @pytest.mark.asyncio(loop_scope="module")
    async def test_honest_not_last(self, forgotten_wide):
        assert not forgotten_wide.closed

    @pytest.mark.asyncio(loop_scope="module")
    async def test_lie_last(self, forgotten_wide):
        assert not forgotten_wide.closed


# lie: leaked-client test_lie_last


_shared = None


def module_client():
    global _shared
    if _shared is None:
        _shared = aiohttp.ClientSession()
    return _shared


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_lazy_on_a_shared_loop():
    assert not module_client().closed


@pytest.mark.asyncio
async def test_honest_test_server():
    from aiohttp.test_utils import TestClient, TestServer

    app = web.Application()
    app.router.add_get("/", hello)
    async with TestClient(TestServer(app)) as client:
        assert (await client.get("/")).status == 200


@pytest.mark.asyncio
async def test_honest_looks_for_the_warning_itself():
    session = aiohttp.ClientSession()
    connector = session.connector
    with pytest.warns(ResourceWarning):
        del session
        gc.collect()
    await connector.close()
