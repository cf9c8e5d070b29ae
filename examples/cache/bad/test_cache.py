"""Tests that never let two callers meet, or that share a cache with each other."""

import asyncio

import pytest

from examples.cache.bad.cache import StampedingCache

known = {}


class Source:
    def __init__(self):
        self.asked = 0

    async def __call__(self, key):
        self.asked += 1
        await asyncio.sleep(0.1)
        return key.upper()


async def remember(key, value):
    await asyncio.sleep(0.01)
    known[key] = value


async def test_what_is_known_is_not_fetched_again():
    source = Source()
    cache = StampedingCache(source)
    assert [await cache.get("a"), await cache.get("a")] == ["A", "A"]
    assert source.asked == 1


@pytest.mark.explore(runs=30)
async def test_two_callers():  # explore: latency
    source = Source()
    cache = StampedingCache(source)

    async def later():
        await asyncio.sleep(1)
        await cache.get("a")

    await asyncio.gather(cache.get("a"), later())
    assert source.asked == 1


class TestShared:
    async def test_first(self):
        await remember("a", 1)
        assert known["a"] == 1

    async def test_second(self):  # guard: changed-global
        await remember("b", 2)
        assert "a" not in known


async def test_two_coroutines():  # check: no-await; explain: compared-coroutine; guard: never-awaited
    cache = StampedingCache(Source())
    assert cache.get("a") == cache.get("a")  # check: tested-coroutine
