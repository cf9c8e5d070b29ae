"""Increments that meet."""

from __future__ import annotations

import asyncio

import pytest

import asyncproof
from examples.counter.counter import Counter


async def test_a_hundred_at_once() -> None:
    """None is lost, and each is told another number."""
    counter = Counter()
    told = await asyncio.gather(*(counter.increment() for _ in range(100)))
    assert (counter.value, sorted(told)) == (100, list(range(1, 101)))


@pytest.mark.explore(runs=100)
async def test_in_whatever_order() -> None:
    """The same with three, in every order that the loop allows, and with each of them cancelled anywhere."""
    counter = Counter()

    async def later() -> None:
        await asyncio.sleep(1)
        await counter.increment()

    await asyncio.gather(counter.increment(), later(), later())
    assert counter.value == 3


async def test_as_if_one_after_another() -> None:
    """The oracle: increments that overlap come to the same as increments that do not."""
    counter = Counter()
    with asyncproof.atomic(counter):
        await asyncio.gather(counter.increment(), counter.increment())
