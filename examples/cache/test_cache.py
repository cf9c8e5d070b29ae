from __future__ import annotations

import asyncio

import pytest

from asyncproof import VirtualClock
from examples.cache.cache import Cache


class Source:
    """A slow source of values that counts how often it is asked."""

    def __init__(self, *, failures: int = 0) -> None:
        self.asked = 0
        self.failures = failures

    async def __call__(self, key: str) -> str:
        self.asked += 1
        number = self.asked
        await asyncio.sleep(2)
        if number <= self.failures:
            raise ConnectionError(key)
        return f"{key} {number}"


async def test_what_is_known_is_not_asked_for_again(clock: VirtualClock) -> None:
    """Within its lifetime an entry is served at once."""
    source = Source()
    cache = Cache(source, lifetime=3600)
    assert [await cache.get("a"), await cache.get("a")] == ["a 1", "a 1"]
    assert (source.asked, clock.now) == (1, 2)


async def test_an_entry_expires() -> None:
    """An hour later the value is computed again."""
    cache = Cache(Source(), lifetime=3600)
    first = await cache.get("a")
    await asyncio.sleep(3600)
    assert [first, await cache.get("a")] == ["a 1", "a 2"]


async def test_many_callers_share_one_computation(clock: VirtualClock) -> None:
    """A hundred tasks that ask at once cause one question, and all wait for its answer."""
    source = Source()
    cache = Cache(source, lifetime=3600)
    answers = await asyncio.gather(*(cache.get("a") for _ in range(100)))
    assert (set(answers), source.asked, clock.now) == ({"a 1"}, 1, 2)


async def test_a_caller_that_gives_up_does_not_spoil_it_for_the_others() -> None:
    """One caller's timeout cancels its own wait, not the computation."""
    cache = Cache(Source(), lifetime=3600)
    patient = asyncio.create_task(cache.get("a"))
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(cache.get("a"), timeout=1)
    assert await patient == "a 1"


async def test_a_failure_is_not_remembered() -> None:
    """After an error the next caller asks again."""
    cache = Cache(Source(failures=1), lifetime=3600)
    with pytest.raises(ConnectionError):
        await cache.get("a")
    assert await cache.get("a") == "a 2"
