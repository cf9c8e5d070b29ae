"""Hosts that a test plays, when a chooser lets them fail: what a client sees, and what the test is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import httpx
import pytest

import asyncproof
from asyncproof.loop import Network
from asyncproof.stub import Net, NetworkMismatch
from tests.loop.fates import ONE_FAULT, FailWhere

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

BUSY = "GET http://a.example/x is answered with 503"


async def ask(session: aiohttp.ClientSession) -> object:
    """Return the status of an answer, or the kind of error."""
    try:
        async with session.get("http://a.example/x") as response:
            await response.read()
            return response.status
    except aiohttp.ClientError as error:
        return type(error)


def statuses(
    word: str | None, times: int, attempts: int, follow: Callable[[aiohttp.ClientSession], Awaitable[None]]
) -> list[object]:
    """Ask a host several times, let something fail, and return what came of each attempt."""
    chooser = FailWhere(word)

    async def main() -> list[object]:
        async with Net() as net:
            net.http("http://a.example").get("/x").reply(json=1, times=times)
            async with aiohttp.ClientSession() as session:
                found = [await ask(session) for _ in range(attempts)]
                await follow(session)
        return found

    return asyncproof.run(main(), network=Network(), chooser=chooser, policy=ONE_FAULT)


async def nothing(session: aiohttp.ClientSession) -> None:
    """Ask for nothing more."""


def test_a_host_that_is_too_busy() -> None:
    """It says so in the place of its answer, which the next attempt gets."""
    assert statuses(BUSY, times=1, attempts=2, follow=nothing) == [503, 200]
    assert statuses(None, times=1, attempts=1, follow=nothing) == [200]


def test_an_answer_that_gets_lost_is_given_again() -> None:
    """Who asks again gets the last answer once more, though it was expected once, as aiohttp does itself."""
    assert statuses("in the place of what the server sends", times=1, attempts=1, follow=nothing) == [200]


def test_what_is_given_up_is_not_missed() -> None:
    """After a fault nobody is told of an answer that was not asked for."""
    assert statuses("refused", times=3, attempts=1, follow=nothing) == [aiohttp.ClientConnectorError]
    with pytest.raises(NetworkMismatch):
        statuses(None, times=3, attempts=1, follow=nothing)


def test_what_nobody_expects_is_told_all_the_same() -> None:
    """A request of another kind has nothing to do with what has failed."""

    async def ask_for_more(session: aiohttp.ClientSession) -> None:
        await session.get("http://a.example/more")

    with pytest.raises(NetworkMismatch, match="more"):
        statuses("refused", times=1, attempts=1, follow=ask_for_more)


@pytest.mark.parametrize(
    "word", ["looking up", "refused", "gives up", "reset", "ends", "before the server gets"]
)
def test_a_client_of_another_library(word: str) -> None:
    """Each trouble is an error of httpx, or nothing worse."""

    async def main() -> None:
        async with Net() as net, httpx.AsyncClient() as client:
            net.http("http://a.example").get("/x").reply(json=1)
            with pytest.raises(httpx.TransportError):
                await client.get("http://a.example/x")

    asyncproof.run(main(), network=Network(), chooser=FailWhere(word), policy=ONE_FAULT)
