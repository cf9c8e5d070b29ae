"""Tests whose handlers have not run, or have failed where nobody looks."""

import asyncio

import pytest

from examples.events.bad.bus import CallingBus


async def test_a_handler():  # check: no-await; guard: never-awaited
    heard = []

    async def handler(event):
        heard.append(event)

    bus = CallingBus()
    bus.handlers.append(handler)
    bus.tell("created")
    assert len(heard) in (0, 1)


async def test_what_the_handler_asserts():  # guard: died-task
    async def handler(event):
        assert event == "deleted"

    bus = CallingBus()
    bus.handlers.append(handler)
    await bus.tell_later("created")
    await asyncio.sleep(0)


async def test_a_callback():  # guard: never-awaited
    heard = []

    async def handler():
        heard.append(1)

    asyncio.get_running_loop().call_soon(handler)  # check: async-callback
    await asyncio.sleep(0)
    assert not any(heard)


@pytest.mark.explore(runs=30)
async def test_the_last_one_wins():  # explore: latency
    bus = CallingBus()
    await asyncio.gather(bus.keep_last("older", 0.1), bus.keep_last("newer", 0.2))
    assert bus.last == "newer"
