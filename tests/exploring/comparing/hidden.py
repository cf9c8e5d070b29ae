"""Scenarios that hide a failure: a task left behind, one that dies unseen, one that turns in a circle."""

from __future__ import annotations

import asyncio


class Poller:
    """Starts to poll, unless it is to stop by then."""

    task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin."""
        await asyncio.sleep(0.01)
        self.task = asyncio.create_task(self.poll())

    async def poll(self) -> None:
        """Go on for ever."""
        while True:
            await asyncio.sleep(1)


async def left_behind() -> None:
    """Leave a task if it has not begun when it is cancelled, or was not made."""
    poller = Poller()
    starting = asyncio.create_task(poller.start())
    await asyncio.sleep(0.05)
    if poller.task:
        poller.task.cancel()
    await starting


async def dies_late() -> None:
    """Let a task die unseen if it comes too late."""
    over: list[int] = []

    async def die() -> None:
        await asyncio.sleep(0.1)
        if over:
            raise LookupError

    task = asyncio.create_task(die())
    await asyncio.sleep(0.2)
    over.append(1)
    await asyncio.sleep(1)
    del task


async def spins() -> None:
    """Wait for ever for what is taken back, asking again and again."""
    state = {"go": False}

    async def turn(after: float, go: bool) -> None:
        await asyncio.sleep(after)
        state["go"] = go

    turns = [asyncio.create_task(turn(0.1, True)), asyncio.create_task(turn(0.2, False))]
    await asyncio.sleep(0.15)
    while not state["go"]:
        await asyncio.sleep(0)
    await asyncio.gather(*turns)
