"""What a client sees of an aiohttp.web app in memory is what it sees of it over a real socket."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import aiohttp
import pytest
from aiohttp import web

import asyncproof
from asyncproof import Network
from asyncproof.kit import asgi
from tests.kit.apps.real.sides import Place, Story
from tests.kit.apps.test_aiohttp_peer import make_app

REQUESTS = {
    "get": b"GET /pool HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    "head": b"HEAD /pool HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    "1.0": b"GET /pool HTTP/1.0\r\n\r\n",
    "wrong method": b"POST /pool HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    "raises": b"GET /raises HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    "missing": b"GET /missing HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    "no path": b"GET /nowhere HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    "garbage": b"what is this\r\n\r\n",
    "half a handshake": b"GET /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
}


def in_memory(story: Story) -> Any:
    """Return what a client sees of our server."""

    async def main() -> Any:
        async with asgi(make_app(), raise_app_errors=False) as server:
            return await story(Place(server.url, server.ws_url))

    return asyncproof.run(main(), network=Network())


def really(story: Story, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what a client sees of the app on a real port."""

    async def no_sleep(seconds: float) -> None:
        """Take no time, where the app would."""

    async def main() -> Any:
        with monkeypatch.context() as patch:
            patch.setattr("tests.kit.apps.test_aiohttp_peer.asyncio.sleep", no_sleep)
            runner = web.AppRunner(make_app(), access_log=None)
            await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            port = runner.addresses[0][1]
            return await asyncio.wait_for(
                story(Place(f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{port}")), 20
            )
        finally:
            await runner.cleanup()

    return asyncio.run(main())


@pytest.mark.parametrize("name", REQUESTS)
def test_every_byte_is_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """For one and the same request both send the same bytes, errors included; the date is the real one."""

    async def story(place: Place) -> bytes:
        reader, writer = await asyncio.open_connection(*place.address)
        writer.write(REQUESTS[name])
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return re.sub(rb"\r\nDate: [^\r]*", b"", answer)

    ours = in_memory(story)
    assert ours == really(story, monkeypatch)
    assert ours.startswith(b"HTTP/1.")


def test_a_websocket_talks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages and the close code are the same."""

    async def story(place: Place) -> Any:
        async with aiohttp.ClientSession() as session:
            socket = await session.ws_connect(f"{place.ws_url}/echo")
            await socket.send_str("hello")
            heard = await socket.receive_str()
            await socket.close(code=4003, message=b"enough")
            pool = await (await session.get(f"{place.url}/pool")).json()
            return heard, socket.close_code, pool

    ours = in_memory(story)
    assert ours == really(story, monkeypatch)
    assert ours[2] == [5, 4003]
