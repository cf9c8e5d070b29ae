from __future__ import annotations

import asyncio

import pytest

import asyncproof
from asyncproof import Livelock
from asyncproof.loop import ControlledLoop, Limits


def test_a_loop_without_limits_has_the_usual_ones() -> None:
    """A run may take a hundred thousand steps at one moment, and silent work may take a minute."""
    loop = ControlledLoop()
    assert loop.limits == Limits(steps=100_000, jumps=100_000, patience=2.0, hang=60.0)
    loop.close()


def test_waiting_for_the_certain_is_longer_than_for_the_uncertain() -> None:
    """The defaults are in the order that their meaning asks for."""
    assert 0 < Limits().patience < Limits().hang


def test_many_steps_in_real_time_are_no_livelock() -> None:
    """On a real clock time passes by itself, however many steps run."""

    async def main() -> int:
        for _ in range(5000):
            await asyncio.sleep(0)
        return 5

    assert asyncproof.run(main(), virtual=False, limits=Limits(steps=1000)) == 5


def test_a_livelock_of_steps_that_just_end_is_told() -> None:
    """What had spun for too long is named, also if it comes to its end while the steps are looked at."""

    async def spin() -> None:
        for _ in range(1020):
            await asyncio.sleep(0)

    async def main() -> None:
        spinning = asyncio.ensure_future(spin())
        await asyncio.Event().wait()
        await spinning

    with pytest.raises(Livelock, match=r"1,000 steps ran(.|\n)*in spin"):
        asyncproof.run(main(), limits=Limits(steps=1000))
