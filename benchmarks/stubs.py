"""What a thousand requests to a host that a test plays cost, beside other doubles and a real server."""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import os
import re
import subprocess
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import aiohttp
import httpx
import httpx2
import uvicorn

from asyncproof.loop import ControlledLoop, Network
from asyncproof.stub import Net
from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.rounds import interleave

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from benchmarks.contenders import LoopFactory

    Ask = Callable[[Any, str, int], Awaitable[None]]

USER = {"id": 1, "name": "Ann"}
REAL = "aiohttp, uvicorn on loopback"
OURS = "aiohttp, net"
MOST = 1.2
OTHER_PYTHON = "ASYNCPROOF_BENCH_AIORESPONSES"
"""Names an interpreter that has aioresponses and the newest aiohttp that it works with."""


async def ask_aiohttp(session: aiohttp.ClientSession, url: str, requests: int) -> None:
    """Ask one after the other."""
    for number in range(requests):
        async with session.get(f"{url}/users/{number}") as response:
            assert await response.json() == USER


async def ask_httpx(client: Any, url: str, requests: int) -> None:
    """Ask one after the other."""
    for number in range(requests):
        assert (await client.get(f"{url}/users/{number}")).json() == USER


def clients() -> dict[str, tuple[Callable[[], Any], Ask]]:
    """Return how each client is made, and how it asks."""
    return {
        "aiohttp": (aiohttp.ClientSession, ask_aiohttp),
        "httpx": (lambda: httpx.AsyncClient(verify=False), ask_httpx),
        "httpx2": (lambda: httpx2.AsyncClient(verify=False), ask_httpx),
    }


@asynccontextmanager
async def net(requests: int) -> AsyncIterator[str]:
    """Play the host."""
    async with Net() as made:
        made.http("http://api.example.com").get("/users/{id}").reply(json=USER, times=requests)
        yield "http://api.example.com"


@asynccontextmanager
async def loopback(requests: int) -> AsyncIterator[str]:
    """Serve with uvicorn on a real port."""
    del requests
    body = json.dumps(USER).encode()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        del scope, receive
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    task = asyncio.ensure_future(server.serve())
    while not server.started:  # noqa: ASYNC110 - it tells nobody when it is
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await task


def over(name: str, client: str, loop: LoopFactory, host: Any, requests: int) -> Subject:
    """Measure the seconds of so many requests of a client to a host."""
    make, ask = clients()[client]

    async def main() -> float:
        async with host(requests) as url, make() as opened:
            await ask(opened, url, 1 if host is loopback else 0)
            started = perf_counter()
            await ask(opened, url, requests)
            return perf_counter() - started

    def measure() -> float:
        made = loop()
        try:
            return made.run_until_complete(main())
        finally:
            made.close()

    return Subject(name, measure)


def httpx_doubles(requests: int) -> list[Subject]:
    """Measure the doubles that answer in the place of httpx' transport."""

    async def timed(client: Any) -> float:
        async with client:
            started = perf_counter()
            await ask_httpx(client, "http://api.example.com", requests)
            return perf_counter() - started

    def with_mock_transport() -> float:
        transport = httpx.MockTransport(lambda _: httpx.Response(200, json=USER))
        return asyncio.run(timed(httpx.AsyncClient(transport=transport)))

    def with_respx() -> float:
        respx = importlib.import_module("respx")
        with respx.mock(base_url="http://api.example.com") as router:
            router.get(path__startswith="/users/").respond(json=USER)
            return asyncio.run(timed(httpx.AsyncClient(verify=False)))

    found = [Subject("httpx, MockTransport", with_mock_transport)]
    with suppress(ImportError):
        importlib.import_module("respx")
        found.append(Subject("httpx, respx", with_respx))
    return found


def httpserver(requests: int) -> list[Subject]:
    """Measure pytest-httpserver's server, which runs in a thread."""
    with suppress(ImportError):
        module = importlib.import_module("pytest_httpserver")
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it says a line a request

        async def timed(url: str) -> float:
            async with aiohttp.ClientSession() as session:
                started = perf_counter()
                await ask_aiohttp(session, url, requests)
                return perf_counter() - started

        def measure() -> float:
            with module.HTTPServer() as server:
                server.expect_request(re.compile("/users/.*")).respond_with_json(USER)
                return asyncio.run(timed(server.url_for("").rstrip("/")))

        return [Subject("aiohttp, pytest-httpserver", measure)]
    return []


def aioresponses(requests: int) -> list[Subject]:
    """Measure aioresponses in an environment of its own, because it needs an older aiohttp."""
    python = os.environ.get(OTHER_PYTHON)
    if python is None:
        return []
    script = Path(__file__).with_name("aioresponses_alone.py")

    def measure() -> float:
        done = subprocess.run(
            [python, str(script), str(requests)], check=True, capture_output=True, text=True
        )
        return float(done.stdout)

    return [Subject("aiohttp 3.13, aioresponses", measure)]


def measure(size: Size) -> Measurement:
    """Compare what a thousand requests cost."""
    requests = size.of(1_000)
    subjects = [
        over(REAL, "aiohttp", asyncio.new_event_loop, loopback, requests),
        over(OURS, "aiohttp", lambda: ControlledLoop(network=Network()), net, requests),
        *aioresponses(requests),
        *httpserver(requests),
        over("httpx, uvicorn on loopback", "httpx", asyncio.new_event_loop, loopback, requests),
        over("httpx, net", "httpx", lambda: ControlledLoop(network=Network()), net, requests),
        *httpx_doubles(requests),
        over("httpx2, uvicorn on loopback", "httpx2", asyncio.new_event_loop, loopback, requests),
        over("httpx2, net", "httpx2", lambda: ControlledLoop(network=Network()), net, requests),
    ]
    figures = interleave(subjects, size.rounds)
    named = {figure.name: figure for figure in figures}
    goals = [
        Goal(
            f"{client} over net costs at most {MOST:g}x real loopback",
            named[f"{client}, net"].over(named[f"{client}, uvicorn on loopback"]),
            MOST,
        )
        for client in clients()
    ]
    return Measurement(
        title="A thousand requests to a host that the test plays",
        unit="s",
        figures=figures,
        baseline=REAL,
        goals=tuple(goals),
        notes=("MockTransport, respx and aioresponses answer in the place of the client's connections",),
    )
