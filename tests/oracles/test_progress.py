from __future__ import annotations

import asyncio

import pytest

import asyncproof
from asyncproof import UsageError, eventually
from asyncproof.loop import FirstChooser
from asyncproof.oracles import EventuallyError

RUNS = [{}, {"chooser": FirstChooser()}]
"""Without anybody who decides, so that steps are not told, and with."""


async def flash(seen: list[int], seconds: float = 3) -> None:
    """Be there for a moment."""
    await asyncio.sleep(seconds)
    seen.append(1)
    await asyncio.sleep(1)
    seen.clear()


@pytest.mark.parametrize("options", RUNS)
def test_what_comes_in_time(options: dict[str, object]) -> None:
    """It is waited for, and for no longer than that."""

    async def scenario() -> float:
        seen: list[int] = []
        task = asyncio.create_task(flash(seen))
        await eventually(lambda: seen, within=10)
        task.cancel()
        return asyncio.get_running_loop().time()

    assert 3 <= asyncproof.run(scenario(), **options) < 4  # type: ignore[call-overload] # as many as are given


@pytest.mark.parametrize("options", RUNS)
def test_what_comes_too_late(options: dict[str, object]) -> None:
    """It says what was to become true, within how long, and where the others stand."""

    async def scenario() -> None:
        seen: list[int] = []
        task = asyncio.create_task(flash(seen), name="flash")
        try:
            await eventually(lambda: seen, within=2)
        finally:
            task.cancel()

    with pytest.raises(EventuallyError) as caught:
        asyncproof.run(scenario(), **options)  # type: ignore[call-overload] # as above
    lines = str(caught.value).splitlines()
    assert lines[0] == "what was to become true did not within 2 seconds:"
    assert lines[1].endswith("await eventually(lambda: seen, within=2)")
    assert lines[2] == "meanwhile there is"
    assert lines[3].startswith("  flash, which is now at ")
    assert lines[3].endswith("in flash:  await asyncio.sleep(seconds)")


def test_a_moment_in_a_block_is_enough() -> None:
    """What became true in the block and is over at its end has become true, if steps are told."""

    async def scenario() -> None:
        seen: list[int] = []
        async with eventually(lambda: seen, within=0):
            await flash(seen)

    asyncproof.run(scenario(), chooser=FirstChooser())
    with pytest.raises(EventuallyError, match="and no other task is left"):
        asyncproof.run(scenario())


def test_the_end_of_a_block_waits() -> None:
    """What is left of the time is there for what was begun in the block."""

    async def scenario() -> None:
        seen: list[int] = []
        async with eventually(lambda: seen, within=5):
            task = asyncio.create_task(flash(seen))
        await task

    for options in RUNS:
        asyncproof.run(scenario(), **options)  # type: ignore[call-overload] # as above


def test_an_error_of_the_block_is_told() -> None:
    """Nothing is waited for when the block has failed."""

    async def scenario() -> None:
        async with eventually(lambda: False):
            raise LookupError

    with pytest.raises(LookupError):
        asyncproof.run(scenario())


def test_what_raises_is_not_yet_true() -> None:
    """A look at what is not there yet is no error, until the time is over; then it is shown."""

    async def scenario(seconds: float) -> None:
        found: dict[str, int] = {}
        timer = asyncio.get_running_loop().call_later(1, found.setdefault, "key", 1)
        try:
            await eventually(lambda: found["key"] == 1, within=seconds)
        finally:
            timer.cancel()

    asyncproof.run(scenario(5))
    with pytest.raises(EventuallyError, match="KeyError: 'key'"):
        asyncproof.run(scenario(0.5))


def test_many_tasks_are_counted() -> None:
    """Some are shown."""

    async def scenario() -> None:
        tasks = [asyncio.create_task(asyncio.sleep(60)) for _ in range(8)]
        try:
            await eventually(lambda: False, within=1)
        finally:
            for task in tasks:
                task.cancel()

    with pytest.raises(EventuallyError, match=r"\.\.\. and 3 more tasks"):
        asyncproof.run(scenario())


def test_stock_asyncio_waits_too() -> None:
    """It works on any loop."""

    async def scenario() -> None:
        done: list[int] = []
        asyncio.get_running_loop().call_soon(done.append, 1)
        await eventually(lambda: done)

    asyncio.run(scenario())


def test_no_time_at_all() -> None:
    """A number of seconds is one from 0 up."""
    with pytest.raises(UsageError, match="within is a number of seconds from 0 up, not -1"):
        eventually(lambda: True, within=-1)
