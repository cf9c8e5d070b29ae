from __future__ import annotations

import asyncio

from asyncproof.exploring.strategies.owners import task_behind
from asyncproof.loop import ControlledLoop


def test_the_task_behind_an_option() -> None:
    """A step, a victim and what ends a sleep belong to a task; words, and what wakes nobody, do not."""
    loop = ControlledLoop()
    found: list[object] = []

    async def sleep() -> None:
        await asyncio.sleep(1)

    task = loop.create_task(sleep())
    (step,) = loop._ready

    async def look() -> None:
        await asyncio.sleep(0)
        alone = loop.create_future()
        timers = [timer for _, _, timer in loop._timers]
        others = [loop.call_soon(alone.cancel), loop.call_soon(id, alone), "later", task]
        found.extend(map(task_behind, [*timers, *others]))
        await task

    assert task_behind(step) is task
    loop.run_until_complete(look())
    loop.close()
    assert found == [task, None, None, None, task]
