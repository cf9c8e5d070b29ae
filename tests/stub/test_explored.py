"""A race over HTTP that doubles of a client hide: it shows over `net`, and its mended twin is proven."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import pytest

import asyncproof
from asyncproof.core import Certainty
from asyncproof.exploring import Rung
from asyncproof.stub import Net, Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from asyncproof.stub import Request


class Counter:
    """A client that counts up what a host keeps."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url
        self.lock = asyncio.Lock()

    async def increment(self) -> None:
        """Read, and write one more."""
        async with self.session.get(self.url) as response:
            value = await response.json()
        async with self.session.put(self.url, json=value + 1):
            pass

    async def increment_alone(self) -> None:
        """Let nobody else read meanwhile."""
        async with self.lock:
            await self.increment()


def counted(how: Callable[[Counter], Awaitable[None]], times: int) -> Callable[[], Awaitable[None]]:
    """Return a scenario in which so many tasks count up."""

    async def scenario() -> None:
        async with Net() as net:
            stored = {"value": 0}

            def store(request: Request) -> Reply:
                stored["value"] = request.json()
                return Reply(204)

            host = net.http("http://counter.example")
            host.get("/value").reply(lambda _: Reply(json=stored["value"]), times=times)
            host.put("/value").reply(store, times=times)
            async with aiohttp.ClientSession() as session:
                counter = Counter(session, f"{host.url}/value")
                await asyncio.gather(*(how(counter) for _ in range(times)))
            assert stored["value"] == times

    return scenario


@pytest.mark.parametrize("tasks", [2, 50])
def test_a_lost_update_shows(tasks: int) -> None:
    """Requests really wait for their answers, so that everybody reads before anybody writes."""
    failure = asyncproof.explore(counted(Counter.increment, tasks), runs=1).failure
    assert failure is not None
    assert failure.rung is Rung.STOCK


def test_the_mended_one_is_proven() -> None:
    """With a lock no order of deliveries, starts and yields loses an update, within the bound named."""
    result = asyncproof.explore(counted(Counter.increment_alone, 2), runs=1500, cancel=False)
    assert result.failures == []
    assert result.verdict.certainty is Certainty.BOUNDED
