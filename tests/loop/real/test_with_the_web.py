"""End to end: web clients and servers beside a controlled loop, on real loopback."""

from __future__ import annotations

import asyncio
import contextlib
import http.server
import sys
import threading
import time
import urllib.request
from typing import TYPE_CHECKING, Any

import aiohttp
import fastapi
import httpx
import pytest
import uvicorn
from aiohttp import web

from asyncproof.loop.running import run
from tests.loop.real.plain import REPEATS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

repeated = pytest.mark.parametrize("attempt", range(REPEATS))


def now() -> float:
    """Return the virtual time."""
    return asyncio.get_running_loop().time()


async def long_nap(_: web.Request) -> web.Response:
    """Answer in an hour."""
    await asyncio.sleep(3600)
    return web.Response(text="good morning")


async def much(_: web.Request) -> web.Response:
    """Answer with more than a socket holds."""
    return web.Response(body=b"x" * 5_000_000)


@contextlib.asynccontextmanager
async def site() -> AsyncIterator[str]:
    """Serve the handlers above on loopback."""
    app = web.Application()
    app.router.add_get("/nap", long_nap)
    app.router.add_get("/much", much)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@repeated
def test_aiohttp_with_both_ends_in_the_loop(attempt: int) -> None:
    """A handler that sleeps an hour takes no real time; a large answer takes no virtual time."""

    async def main() -> tuple[str, float, int, float]:
        timeout = aiohttp.ClientTimeout(total=4000)
        async with site() as url, aiohttp.ClientSession(timeout=timeout) as session:
            async with session.get(f"{url}/nap") as response:
                text = await response.text()
            woke = now()
            async with session.get(f"{url}/much", timeout=aiohttp.ClientTimeout(total=0.1)) as response:
                size = len(await response.read())
            return text, woke, size, now()

    assert run(main()) == ("good morning", 3600, 5_000_000, 3600)


class Slowly(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        time.sleep(0.01)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"here")

    def log_message(self, *_: Any) -> None:
        pass


@repeated
def test_a_server_in_a_thread(attempt: int) -> None:
    """Whoever answers elsewhere is waited for."""

    async def main(port: int) -> tuple[str, float]:
        timeout = aiohttp.ClientTimeout(total=5)
        url = f"http://127.0.0.1:{port}/"
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as response:
            return await response.text(), now()

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slowly) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            assert run(main(server.server_port)) == ("here", 0)
        finally:
            server.shutdown()
            thread.join()


SERVER = """
import http.server, time
class Slowly(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(.01); self.send_response(200); self.end_headers(); self.wfile.write(b"here")
    def log_message(self, *_): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Slowly)
print(server.server_port, flush=True)
server.serve_forever()
"""


def test_a_server_in_a_process() -> None:
    """The process runs all the time, and somebody else's answer is on its way some of the time."""

    async def main() -> tuple[str, float]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", SERVER, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        port = int(await process.stdout.readline())
        async with httpx.AsyncClient(timeout=5) as client:
            text = (await client.get(f"http://127.0.0.1:{port}/")).text
        answered = now()
        process.kill()
        await process.communicate()
        return text, answered

    assert run(main()) == ("here", 0)


@repeated
def test_a_client_in_a_thread(attempt: int) -> None:
    """A blocking client asks a handler of the loop that sleeps: both go on, at the pace of real time."""

    async def nap(_: web.Request) -> web.Response:
        await asyncio.sleep(0.01)
        return web.Response(text="here")

    async def main() -> bytes:
        app = web.Application()
        app.router.add_get("/", nap)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()

        def ask() -> bytes:
            with urllib.request.urlopen(f"http://127.0.0.1:{runner.addresses[0][1]}/") as response:
                answer: bytes = response.read()
                return answer

        try:
            return await asyncio.wait_for(asyncio.to_thread(ask), 5)
        finally:
            await runner.cleanup()

    assert run(main()) == b"here"


app = fastapi.FastAPI()


@app.get("/")
def blocking() -> dict[str, int]:
    """Answer from a thread of anyio's."""
    time.sleep(0.01)
    return {"answer": 42}


@repeated
def test_a_sync_endpoint_without_a_server(attempt: int) -> None:
    """FastAPI runs it in a thread; that is waited for, and idle threads hold no clock."""

    async def main() -> tuple[Any, float]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            for _ in range(2):
                response = await asyncio.wait_for(client.get("/"), 5)
            await asyncio.sleep(3600)
        return response.json(), now()

    assert run(main()) == ({"answer": 42}, 3600)


class Served(uvicorn.Server):
    """A server that leaves the signals of the test run alone."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield


@repeated
def test_a_sync_endpoint_behind_uvicorn(attempt: int) -> None:
    """The client's timeout is virtual, the thread's work is real."""

    async def main() -> Any:
        server = Served(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.1)
        port = server.servers[0].sockets[0].getsockname()[1]
        async with httpx.AsyncClient(timeout=5) as client:
            for _ in range(2):
                response = await client.get(f"http://127.0.0.1:{port}/")
            await asyncio.sleep(30)
        server.should_exit = True
        await serving
        return response.json()

    assert run(main()) == {"answer": 42}
