from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

# What is loaded now stays: pytester forgets what is loaded in its own runs, and loads it a second time.
import asyncproof.kit.apps  # noqa: F401 - it is to be loaded

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

APP = """
import httpx

class App:
    def __init__(self):
        self.life = []

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await receive()
            self.life.append("started")
            await send({"type": "lifespan.startup.complete"})
            await receive()
            self.life.append("stopped")
            await send({"type": "lifespan.shutdown.complete"})
            return
        if scope["path"] == "/raises":
            raise KeyError("id")
        await asyncio.sleep(100)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"hello"})

APP = App()
"""


def test_a_test_that_asks_for_asgi_needs_no_mark(suite: Suite) -> None:
    """It runs on our loop, in virtual time, with the network in memory; the app is shut down after it."""
    suite.file(
        APP
        + """
@pytest.mark.asyncio
async def test_it(asgi):
    assert is_virtual()
    server = await asgi(APP)
    async with httpx.AsyncClient(base_url=server.url, timeout=None) as client:
        assert (await client.get("/")).text == "hello"
    assert asyncio.get_running_loop().time() == 100

def test_after():
    assert APP.life == ["started", "stopped"]
"""
    )
    suite.run(passed=2)


def test_fixtures_that_yield(suite: Suite) -> None:
    """Fixtures may serve an app and open a client; all is ended in order."""
    suite.file(
        APP
        + """
@pytest_asyncio.fixture
async def server(asgi):
    yield await asgi(APP, "https://shop.example")
    assert APP.life == ["started"]

@pytest_asyncio.fixture
async def client(server):
    async with httpx.AsyncClient(base_url=server.url, timeout=None) as client:
        yield client

@pytest.mark.asyncio
async def test_it(client):
    assert (await client.get("/")).text == "hello"

def test_after():
    assert APP.life == ["started", "stopped"]
"""
    )
    suite.run(passed=2)


def test_an_app_that_raises_fails_the_test(suite: Suite) -> None:
    """A test that passes though its app raised has failed, with the app's exception as the cause."""
    suite.file(
        APP
        + """
@pytest.mark.asyncio
async def test_it(asgi):
    server = await asgi(APP)
    async with httpx.AsyncClient(base_url=server.url) as client:
        assert (await client.get("/raises")).status_code == 500
"""
    )
    output = suite.run(failed=1)
    assert "the app at http://app.test raised in GET /raises: KeyError: 'id' (test_it.py:" in output
    assert 'raise KeyError("id")' in output
    assert output.count("write `with server.raises(KeyError):`") == 1


def test_a_test_that_fails_shows_what_its_app_raised(suite: Suite) -> None:
    """The test's own failure counts; what the app raised stands below it, and is not told again."""
    suite.file(
        APP
        + """
@pytest.mark.asyncio
async def test_it(asgi):
    server = await asgi(APP)
    async with httpx.AsyncClient(base_url=server.url) as client:
        assert (await client.get("/raises")).status_code == 200
"""
    )
    output = suite.run(failed=1)
    assert "assert 500 == 200" in output
    assert "Captured app call" in output
    assert output.count("write `with server.raises(KeyError):`") == 1


def test_what_the_app_does_after_the_test_is_told_in_its_teardown(suite: Suite) -> None:
    """Background work that fails when the app is ended is an error of this test."""
    suite.file(
        APP
        + """
async def late(scope, receive, send):
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body"})
    await asyncio.sleep(10)
    raise KeyError("late")

@pytest.mark.asyncio
async def test_it(asgi):
    server = await asgi(late)
    async with httpx.AsyncClient(base_url=server.url) as client:
        await client.get("/")
"""
    )
    assert "raised in GET /: KeyError: 'late'" in suite.run(passed=1, errors=1)


def test_with_anyio(suite: Suite) -> None:
    """On the runner of anyio apps are served as well."""
    suite.file(
        APP
        + """
@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.mark.anyio
async def test_it(asgi):
    server = await asgi(APP)
    async with httpx.AsyncClient(base_url=server.url, timeout=None) as client:
        assert (await client.get("/")).text == "hello"

def test_after():
    assert APP.life == ["started", "stopped"]
"""
    )
    suite.run(passed=2)


def test_a_test_that_is_stuck_ends_its_app(suite: Suite) -> None:
    """A deadlock is told at once, and the app does not outlive the test."""
    suite.file(
        APP
        + """
@pytest.mark.asyncio
async def test_it(asgi):
    await asgi(APP)
    await asyncio.Event().wait()
"""
    )
    output = suite.run(failed=1)
    assert "nothing can happen any more" in output
    assert "0 s passed" in output


def test_a_test_that_only_asks(suite: Suite) -> None:
    """A test that serves nothing is a test like any other."""
    suite.file(
        """
        @pytest.mark.asyncio
        async def test_it(asgi):
            assert callable(asgi)
        """
    )
    suite.run(passed=1)


@pytest.mark.parametrize("fails", [True, False])
def test_tests_beside_it_are_left_alone(suite: Suite, fails: bool) -> None:
    """A test without the fixture passes or fails as always."""
    suite.file(
        f"""
        @pytest.mark.asyncio
        async def test_asks(asgi): pass

        def test_beside():
            assert {not fails}
        """
    )
    suite.run(passed=1 if fails else 2, **({"failed": 1} if fails else {}))


def test_an_app_that_several_tests_share(suite: Suite) -> None:
    """A fixture of a module serves an app with `asyncproof.kit.asgi`, on the loop that its tests share."""
    suite.file(
        APP
        + """
from asyncproof.kit import asgi

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.virtual_time(network="memory")]

@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server():
    async with asgi(APP) as server:
        yield server
    assert APP.life == ["started", "stopped"]

@pytest.mark.parametrize("number", range(2))
async def test_it(server, number):
    async with httpx.AsyncClient(base_url=server.url, timeout=None) as client:
        assert (await client.get("/")).text == "hello"
    assert APP.life == ["started"]
"""
    )
    suite.run(passed=2)
