from __future__ import annotations

import asyncio
import sys
import time
from typing import Any

import aiohttp
import aiohttp.connector
import pytest

import asyncproof
from asyncproof import Deadlock
from asyncproof.loop.network import Network, aiohttp_clock
from tests.loop.network.asgi_peer import asgi_peer


def run(main: Any) -> Any:
    """Run on a network with one host."""
    network = Network()
    network.mount("api.example.com", 80, asgi_peer())
    return asyncproof.run(main(network), network=network)


def test_an_idle_connection_ends_in_virtual_time() -> None:
    """The pool closes a connection that was idle for its keep-alive time, by the test's clock."""

    async def main(network: Network) -> list[int]:
        lived = []
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(keepalive_timeout=1.5)) as session:
            await session.get("http://api.example.com/")
            for seconds in (1, 3.5):
                await asyncio.sleep(seconds)
                lived.append(len(network.connections))
        return lived

    assert run(main) == [1, 0]


def test_a_stuck_test_with_an_idle_client_is_a_deadlock() -> None:
    """The pool's clean-up ends when there is nothing to clean up, so it keeps no stuck test alive."""
    times = []

    async def main(network: Network) -> None:
        async with aiohttp.ClientSession() as session:
            await session.get("http://api.example.com/")
            try:
                await asyncio.Event().wait()
            finally:
                times.append(asyncio.get_running_loop().time())

    with pytest.raises(Deadlock):
        run(main)
    assert times[0] <= 60


def test_a_session_lives_through_several_runs_of_a_loop() -> None:
    """A pool that was filled in one run of a loop finds its connections in the next."""
    network = Network()
    network.mount("api.example.com", 80, asgi_peer())
    loop = asyncproof.ControlledLoop(network=network)

    async def opened() -> aiohttp.ClientSession:
        session = aiohttp.ClientSession()
        await session.get("http://api.example.com/")
        return session

    async def used(session: aiohttp.ClientSession) -> int:
        async with session:
            await session.get("http://api.example.com/")
            return network.number()

    try:
        session = loop.run_until_complete(opened())
        assert loop.run_until_complete(used(session)) == 2
    finally:
        loop.close()


def test_the_real_clock_is_put_back() -> None:
    """What aiohttp had is there again when the last loop has stopped; others see real time meanwhile."""
    one, two = asyncio.new_event_loop(), asyncio.new_event_loop()
    connector: Any = aiohttp.connector
    try:
        for loop in (one, one, two):
            aiohttp_clock.begin(loop)
        assert time.monotonic() <= connector.monotonic() <= time.monotonic()
        aiohttp_clock.end(one)
        aiohttp_clock.end(one)
        assert connector.monotonic is not time.monotonic
        aiohttp_clock.end(two)
        assert connector.monotonic is time.monotonic
    finally:
        one.close()
        two.close()


def test_an_aiohttp_that_is_not_there_or_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without aiohttp, or with one that has another clock, nothing is touched."""
    loop = asyncio.new_event_loop()
    try:
        monkeypatch.setattr(aiohttp.connector, "monotonic", time.perf_counter)
        aiohttp_clock.begin(loop)
        assert aiohttp.connector.monotonic is time.perf_counter
        monkeypatch.delitem(sys.modules, "aiohttp.connector")
        aiohttp_clock.begin(loop)
        aiohttp_clock.end(loop)
    finally:
        loop.close()
