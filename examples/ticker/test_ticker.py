"""Hours of prices, and what is left when nobody listens."""

from __future__ import annotations

from contextlib import aclosing

import httpx
import pytest
import pytest_asyncio

from asyncproof import VirtualClock
from asyncproof.kit import Apps, Server
from examples.ticker.app import app
from examples.ticker.prices import Source, prices


@pytest_asyncio.fixture
async def server(asgi: Apps) -> Server:
    """The app, started."""
    return await asgi(app)


async def test_a_price_a_minute(clock: VirtualClock) -> None:
    """The first comes at once, the fourth after three minutes; then the source is closed."""
    found = []
    async with aclosing(prices(5)) as ticker:
        async for price in ticker:
            found.append((clock.now, price))
            if len(found) == 4:
                break
    assert found == [(0, 5), (60, 6), (120, 7), (180, 8)]
    assert Source.opened == 0


async def test_the_stream(server: Server, clock: VirtualClock) -> None:
    """A client hears each price when it comes, and not in one piece at the end."""
    lines = []
    async with (
        httpx.AsyncClient(base_url=server.url, timeout=90) as client,
        client.stream("GET", "/prices", params={"start": 7}) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for line in answer.aiter_lines():
            lines.append((round(clock.now), line))
            if len(lines) == 5:
                break
    assert lines == [(0, "data: 7"), (0, ""), (60, "data: 8"), (60, ""), (120, "data: 9")]


async def test_a_client_that_goes(server: Server) -> None:
    """The source is closed when the app has noticed."""
    async with httpx.AsyncClient(base_url=server.url) as client, client.stream("GET", "/prices") as answer:
        async for _ in answer.aiter_lines():
            break
        assert Source.opened == 1
    await server.wait_idle()
    assert Source.opened == 0


async def test_a_client_that_is_not_patient(server: Server, clock: VirtualClock) -> None:
    """One that gives up after half a minute has heard one price."""
    heard = []
    async with httpx.AsyncClient(base_url=server.url, timeout=30) as client:
        with pytest.raises(httpx.ReadTimeout):
            async with client.stream("GET", "/prices") as answer:
                async for line in answer.aiter_lines():
                    heard.append(line)  # noqa: PERF401 - what was heard is kept when the reading fails
    assert heard == ["data: 5", ""]
    assert clock.now == 30
