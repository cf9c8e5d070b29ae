"""Tests of coroutines that never run, and of functions that were mocked away."""

import asyncio
import time
from unittest.mock import AsyncMock, Mock, patch

import pytest

from examples.fetching.fetcher import Data, fetch
from examples.fetching.many import fetch_all
from examples.fetching.processor import summary


def test_something_is_returned():  # guard: never-awaited
    data = fetch("weather")
    assert data is not None  # check: tested-coroutine


async def test_two_sources_differ():  # check: no-await; guard: never-awaited
    assert fetch("weather") != fetch("tides")  # check: tested-coroutine


async def test_a_plain_mock():  # explain: mock-not-awaitable
    double = Mock(return_value=Data("weather", (1,)))
    with patch("examples.fetching.processor.fetch", new=double):  # check: sync-replacement
        assert await summary("weather") == "weather: 1 values, 1 together"


async def test_that_only_called():
    double = AsyncMock(return_value=Data("weather", (1,)))
    waiting = double("weather")
    double.assert_called_once_with("weather")  # check: called-not-awaited
    waiting.close()


def test_with_a_loop_of_its_own():  # guard: leaked-loop
    loop = asyncio.new_event_loop()  # check: managed-loop
    data = loop.run_until_complete(fetch("weather"))
    assert data.values


async def test_that_runs_a_loop_in_the_loop():  # guard: never-awaited; explain: running-loop
    data = asyncio.run(fetch("weather"))  # check: nested-run
    assert data.values


async def test_sources_are_fetched_concurrently():  # check: sequential-concurrency
    first = await fetch("weather")
    second = await fetch("tides")
    assert first != second


async def test_they_are_fast():
    started = time.monotonic()
    await fetch_all(["weather", "tides"], limit=5)
    assert time.monotonic() - started < 1.5  # check: wall-clock


async def test_gathered_too_late():  # explain: not-awaitable
    answers = await asyncio.gather(await fetch("weather"), await fetch("tides"))
    assert len(answers) == 2


@pytest.mark.explore(runs=30)
async def test_answers_in_the_order_of_the_sources():  # explore: latency
    answers = [Data("weather", ()), Data("tides", ())]
    with patch("examples.fetching.many.fetch", new=AsyncMock(side_effect=answers)):
        found = await fetch_all(["weather", "tides"], limit=5)
    assert found["weather"].source == "weather"


async def test_a_blocking_wait():  # guard: blocking-call
    time.sleep(0.15)  # check: blocking-sleep
    await asyncio.sleep(0.1)  # check: sleep-then-assert
    assert time.monotonic() > 0
