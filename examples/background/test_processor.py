"""Progress is looked at between two moments of a clock that the test moves."""

from __future__ import annotations

import asyncio

import pytest

from asyncproof import VirtualClock
from examples.background.processor import BackgroundProcessor


async def shout(item: str) -> str:
    """Take a second for each letter."""
    await asyncio.sleep(len(item))
    if not item.isalpha():
        raise ValueError(f"{item!r} is no word")
    return item.upper()


async def test_everything_is_done() -> None:
    """Who waits sees all results."""
    async with BackgroundProcessor(shout) as processor:
        processor.start(["a", "bb", "ccc"])
        assert processor.results == {}
        await processor.wait()
        assert processor.results == {"a": "A", "bb": "BB", "ccc": "CCC"}


async def test_progress(clock: VirtualClock) -> None:
    """After two seconds what takes one or two is done, and what takes three is not."""
    async with BackgroundProcessor(shout) as processor:
        processor.start(["ccc", "a", "bb"])
        await clock.advance(2)
        assert processor.results == {"a": "A", "bb": "BB"}


async def test_an_error_is_kept() -> None:
    """It stops nothing else, and it is not lost."""
    async with BackgroundProcessor(shout) as processor:
        processor.start(["1", "aa"])
        await processor.wait()
    assert processor.results == {"aa": "AA"}
    assert str(processor.errors["1"]) == "'1' is no word"


async def test_what_comes_while_it_waits() -> None:
    """Items that are started later are waited for as well."""
    async with BackgroundProcessor(shout) as processor:
        processor.start(["aa"])
        waiting = asyncio.create_task(processor.wait())
        await asyncio.sleep(1)
        processor.start(["bbb"])
        await waiting
    assert set(processor.results) == {"aa", "bbb"}


async def test_who_leaves_early_leaves_nothing(clock: VirtualClock) -> None:
    """An error in the block ends the work at once; the guards would see a task that runs on."""
    with pytest.raises(KeyError):
        async with BackgroundProcessor(shout) as processor:
            processor.start(["long" * 100])
            await asyncio.sleep(1)
            raise KeyError
    assert clock.now == 1
