"""Handlers that are slow, that fail, and that come and go."""

from __future__ import annotations

import asyncio

from asyncproof import VirtualClock
from examples.events.bus import Bus


async def test_who_hears_what() -> None:
    """Each handler hears of its own kind, once and with the event."""
    bus, heard = Bus(), []

    async def note(event: object) -> None:
        heard.append(event)

    bus.on("created", note)
    assert await bus.tell("created", {"id": 1}) == []
    assert await bus.tell("deleted", {"id": 2}) == []
    assert heard == [{"id": 1}]


async def test_handlers_work_at_the_same_time(clock: VirtualClock) -> None:
    """Three that take a second each take a second, and `tell` waits for them."""
    bus = Bus()

    async def slow(event: object) -> None:
        await asyncio.sleep(1)

    for _ in range(3):
        bus.on("created", slow)
    await bus.tell("created", None)
    assert clock.now == 1


async def test_one_that_fails() -> None:
    """Its error is told, and the others have heard."""
    bus, heard = Bus(), []

    async def broken(event: object) -> None:
        raise LookupError("nobody knows")

    async def note(event: object) -> None:
        await asyncio.sleep(1)
        heard.append(event)

    bus.on("created", broken)
    bus.on("created", note)
    assert [str(error) for error in await bus.tell("created", 1)] == ["nobody knows"]
    assert heard == [1]


async def test_a_handler_that_brings_another() -> None:
    """Who is added while an event is told hears of the next one."""
    bus, heard = Bus(), []

    async def late(event: object) -> None:
        heard.append(event)

    async def bring(event: object) -> None:
        bus.on("created", late)

    bus.on("created", bring)
    await bus.tell("created", 1)
    await bus.tell("created", 2)
    assert heard == [2]
