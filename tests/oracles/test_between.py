from __future__ import annotations

import asyncio

import asyncproof
from asyncproof.loop import FirstChooser
from asyncproof.oracles.between import Between, standing


def test_something_is_called_after_every_step() -> None:
    """With the name of who ran last, and where that task stands; until it is stopped."""
    told: list[str] = []

    async def main() -> bool:
        task = asyncio.create_task(asyncio.sleep(1), name="sleeper")
        between = Between(lambda: told.append(between.after_whom))
        await task
        between.stop()
        between.stop()
        await asyncio.sleep(1)
        return between.is_told

    assert not asyncproof.run(main(), chooser=FirstChooser())
    assert told[0].startswith("Task-1, which is now at ")
    assert told[1].startswith("sleeper, which is now at ")
    assert told[2] == "a callback of the loop"
    assert told[3] == "sleeper, which has ended"
    assert len(told) < 6


def test_nothing_is_called_elsewhere() -> None:
    """Neither without a chooser, nor on stock asyncio, nor without a loop."""

    async def main() -> bool:
        return Between(lambda: None).is_told

    assert not asyncproof.run(main())
    assert not asyncio.run(main())
    assert not Between(lambda: None).is_told


def test_who_has_ended_stands_nowhere() -> None:
    """It is named all the same."""

    async def main() -> str:
        task = asyncio.create_task(asyncio.sleep(0), name="gone")
        await task
        return standing(task)

    assert asyncio.run(main()) == "gone, which has ended"
