"""Runs a client's side of a story twice: against our server in memory, and against uvicorn over loopback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn

import asyncproof
from asyncproof import Network
from asyncproof.kit import asgi
from tests.kit.apps.plain import Everything


@dataclass(frozen=True)
class Place:
    """Where an app is served."""

    url: str
    ws_url: str

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        host, _, port = self.url.removeprefix("http://").partition(":")
        return host, int(port or 80)


Story = Callable[[Place], Awaitable[Any]]


def _configured() -> uvicorn.Config:
    quiet = {"server_header": False, "date_header": False, "log_config": None, "log_level": "critical"}
    return uvicorn.Config(Everything(), port=0, **quiet)


@contextmanager
def real_server() -> Iterator[Place]:
    """Let uvicorn serve the app, in a thread with a stock loop."""
    server = uvicorn.Server(_configured())
    ready = threading.Event()

    async def serve() -> None:
        serving = asyncio.ensure_future(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        ready.set()
        await serving

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="uvicorn")
    thread.start()
    try:
        assert ready.wait(20)
        host, port = server.servers[0].sockets[0].getsockname()
        yield Place(f"http://{host}:{port}", f"ws://{host}:{port}")
    finally:
        server.should_exit = True
        thread.join(20)


def in_memory(story: Story) -> Any:
    """Return what a client sees of our server."""

    async def main() -> Any:
        async with asgi(Everything(), raise_app_errors=False) as server:
            return await story(Place(server.url, server.ws_url))

    return asyncproof.run(main(), network=Network())


def really(story: Story, place: Place) -> Any:
    """Return what a client sees of uvicorn."""
    return asyncio.run(asyncio.wait_for(story(place), 20))
