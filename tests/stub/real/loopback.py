"""A real server on loopback that answers with the same replies as a host that a test plays."""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web

import asyncproof
from asyncproof.loop import Network
from asyncproof.stub import Net, Reply
from tests.stub.clients import client_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from tests.stub.clients import Client

    Scenario = Callable[[Client, str], Awaitable[Any]]

Routes = dict[str, "list[Reply]"]
SERVERS_OWN = {"date", "server", "connection"}
"""Headers that a server adds as it likes."""
NO_KIND = ("content-type", "application/octet-stream")
"""What aiohttp says of a body whose kind nobody tells."""


async def in_memory(
    library: str, routes: Mapping[str, list[Reply]], scenario: Scenario
) -> tuple[Any, list[Any]]:
    """Run a scenario against a host that is played, and return what it saw and what arrived."""
    async with Net() as net:
        host = net.http("http://localhost")
        for path, replies in routes.items():
            turns = iter(replies)
            host.request("*", path).reply(lambda _, turns=turns: next(turns), times=len(replies))
        async with client_of(library, timeout=0.5) as client:
            seen = await scenario(client, host.url)
        return seen, [(each.method, each.raw_path, each.query_pairs, each.content) for each in host.requests]


async def on_loopback(
    library: str, routes: Mapping[str, list[Reply]], scenario: Scenario, patience: float = 30
) -> tuple[Any, list[Any]]:
    """Run the same scenario against a real server, with a client that waits so many real seconds."""
    arrived: list[Any] = []
    turns = {path: iter(replies) for path, replies in routes.items()}

    async def answer(request: web.Request) -> web.StreamResponse:
        content = await request.read()
        arrived.append((request.method, request.rel_url.raw_path, list(request.query.items()), content))
        return await _answer(request, next(turns[request.path]))

    async with _serving(answer) as url, client_of(library, timeout=patience) as client:
        return await scenario(client, url), arrived


def same_as_real(library: str, routes: Callable[[], Routes], scenario: Scenario, patience: float = 30) -> Any:
    """Return what a scenario sees, which has to be the same in memory and on loopback."""
    played = asyncproof.run(in_memory(library, routes(), scenario), network=Network())
    real = asyncio.run(on_loopback(library, routes(), scenario, patience))
    assert played == real, f"in memory: {played}\nreally:    {real}"
    return played[0]


@asynccontextmanager
async def _serving(answer: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    app = web.Application(client_max_size=100_000_000)
    app.router.add_route("*", "/{rest:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _answer(request: web.Request, reply: Reply) -> web.StreamResponse:
    response = web.StreamResponse(status=reply.status)
    for name, value in reply.fields:
        response.headers.add(name, value)
    if reply.close:
        response.force_close()
    if reply.delay:
        await asyncio.sleep(reply.delay)
    pieces: Any = (reply.body.content,) if reply.body.pieces is None else reply.body.pieces()
    if reply.body.pieces is not None:
        response.enable_chunked_encoding()
    elif reply.status not in {204, 304}:
        response.content_length = len(reply.body.content)
    await response.prepare(request)
    await _write(request, response, reply, pieces)
    return response


async def _write(request: web.Request, response: web.StreamResponse, reply: Reply, pieces: Any) -> None:
    end = reply.cut_after if reply.reset_after is None else reply.reset_after
    for piece in pieces:
        data = piece.encode() if isinstance(piece, str) else piece
        if request.method != "HEAD" and data:
            await response.write(data[:end])
    if end is not None:
        assert request.transport is not None
        if reply.reset_after is not None:
            sock = request.transport.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close means reset
            request.transport.abort()
        else:
            request.transport.close()
    else:
        await response.write_eof()


def plain(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that are not the server's own."""
    return {
        name: value for name, value in headers.items() if (name, value) != NO_KIND and name not in SERVERS_OWN
    }
