"""The fixtures that tests ask for by name; each brings the loop that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof import VirtualClock
    from asyncproof.kit import Apps
    from asyncproof.stub import Net


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> VirtualClock:
    """The clock of the test's event loop, and virtual time for this test: it needs no mark.

    `clock.now` are the seconds since the test started; `await clock.advance(seconds)` lets time pass and runs
    everything that comes due on the way; `await clock.settle()` runs all that can run without time passing;
    `with clock.freeze():` lets time pass only by `advance`.
    """
    from asyncproof.plugin.finding import find_loop

    return find_loop(request).clock


@pytest.fixture
def net(request: pytest.FixtureRequest) -> Iterator[Net]:
    """The network of this test, whose hosts the test plays; in virtual time, without a mark.

    `net.http("https://api.example.com").get("/users/{id}").reply(json=...)`: any asyncio client reaches it.
    A request that nobody expects, or a reply that nobody asks for, fails the test.
    """
    from asyncproof.plugin.finding import find_loop
    from asyncproof.plugin.stubbing import play

    yield from play(request.node, find_loop(request))


@pytest.fixture
def asgi(request: pytest.FixtureRequest) -> Iterator[Apps]:
    """Serves apps in the loop of this test, in virtual time, without a mark.

    `server = await asgi(app)` starts an ASGI app, or an aiohttp.web application, and any asyncio client
    reaches it at `server.url`. It is shut down after the test, which fails if the app raised what the test
    did not expect.
    """
    from asyncproof.plugin.finding import find_loop
    from asyncproof.plugin.serving import serve

    yield from serve(request.node, find_loop(request))
