"""What a thousand requests to an app cost, beside other ways to test it and a real server."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Any

import aiohttp
import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from asyncproof.kit import asgi
from asyncproof.loop import ControlledLoop, Network
from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.rounds import interleave

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from benchmarks.contenders import LoopFactory

USER = {"id": 1, "name": "Ann"}
REAL = "{}, uvicorn on loopback"
OURS = "{}, asgi"
CLIENTS = ("aiohttp", "httpx")
MOST = 1.2


def make_app() -> Starlette:
    """Make the app that all serve."""

    async def user(request: Request) -> JSONResponse:
        del request
        return JSONResponse(USER)

    return Starlette(routes=[Route("/users/{id}", user)])


async def ask(client: str, url: str, requests: int, transport: Any = None) -> float:
    """Ask one after the other, the first time to connect, and return the seconds of the others."""
    started = 0.0
    if client == "aiohttp":
        async with aiohttp.ClientSession(url) as session:
            for number in range(requests + 1):
                async with session.get(f"/users/{number}") as response:
                    assert await response.json() == USER
                started = started or perf_counter()
            return perf_counter() - started
    async with httpx.AsyncClient(base_url=url, transport=transport, verify=False) as asker:
        for number in range(requests + 1):
            assert (await asker.get(f"/users/{number}")).json() == USER
            started = started or perf_counter()
        return perf_counter() - started


@asynccontextmanager
async def in_memory() -> AsyncIterator[str]:
    """Serve with our server half."""
    async with asgi(make_app()) as server:
        yield server.url


@asynccontextmanager
async def loopback() -> AsyncIterator[str]:
    """Serve with uvicorn on a real port, in the same loop."""
    server = uvicorn.Server(uvicorn.Config(make_app(), port=0, log_level="error"))
    task = asyncio.ensure_future(server.serve())
    while not server.started:  # noqa: ASYNC110 - it tells nobody when it is
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await task


def served(name: str, client: str, loop: LoopFactory, place: Any, requests: int) -> Subject:
    """Measure a client of a server."""

    async def main() -> float:
        async with place() as url:
            return await ask(client, url, requests)

    def measure() -> float:
        made = loop()
        try:
            return made.run_until_complete(main())
        finally:
            made.close()

    return Subject(name, measure)


def others(requests: int) -> list[Subject]:
    """Measure what calls the app without a server."""

    def with_transport() -> float:
        return asyncio.run(ask("httpx", "http://app.test", requests, httpx.ASGITransport(make_app())))

    def with_test_client() -> float:
        from starlette.testclient import TestClient  # noqa: PLC0415 - it says which httpx it prefers

        with TestClient(make_app()) as client:
            client.get("/users/0")
            started = perf_counter()
            for number in range(requests):
                assert client.get(f"/users/{number}").json() == USER
            return perf_counter() - started

    return [Subject("httpx, ASGITransport", with_transport), Subject("TestClient", with_test_client)]


def measure(size: Size) -> Measurement:
    """Compare what a thousand requests to one app cost."""
    requests = size.of(1_000)
    subjects = []
    for client in CLIENTS:
        subjects += [
            served(REAL.format(client), client, asyncio.new_event_loop, loopback, requests),
            served(
                OURS.format(client), client, lambda: ControlledLoop(network=Network()), in_memory, requests
            ),
        ]
    figures = interleave([*subjects, *others(requests)], size.rounds)
    named = {figure.name: figure for figure in figures}
    return Measurement(
        title="A thousand requests to an app",
        unit="s",
        figures=figures,
        baseline=REAL.format("httpx"),
        goals=tuple(
            Goal(
                f"with {client}, `asgi` costs at most {MOST:g}x uvicorn on loopback",
                named[OURS.format(client)].over(named[REAL.format(client)]),
                MOST,
            )
            for client in CLIENTS
        ),
        notes=("a Starlette app; ASGITransport and TestClient know no timeouts and no network",),
    )
