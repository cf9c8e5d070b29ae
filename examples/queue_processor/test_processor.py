"""What many consumers do together."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from asyncproof import VirtualClock
from examples.queue_processor.processor import QueueProcessor


async def shout(item: str) -> str:
    """Take a second."""
    await asyncio.sleep(1)
    if item == "bad":
        raise ValueError("bad")
    return item.upper()


@pytest.mark.parametrize(("consumers", "seconds"), [(1, 12), (3, 4), (12, 1), (20, 1)])
async def test_the_work_is_shared(consumers: int, seconds: float, clock: VirtualClock) -> None:
    """Twelve items take as long as the consumers need together, and each is worked on once."""
    processor = QueueProcessor(shout, consumers=consumers)
    await processor.run("abcdefghijkl")
    assert sorted(processor.results) == list("ABCDEFGHIJKL")
    assert clock.now == seconds


async def test_nothing_to_do(clock: VirtualClock) -> None:
    """It returns at once."""
    await QueueProcessor(shout, consumers=3).run([])
    assert clock.now == 0


async def test_an_item_that_fails() -> None:
    """It is told, the consumer goes on, and `join()` returns."""
    processor = QueueProcessor(shout, consumers=1)
    await processor.run(["a", "bad", "b"])
    assert processor.results == ["A", "B"]
    assert list(processor.failed) == ["bad"]


async def test_the_producer_waits(clock: VirtualClock) -> None:
    """No more lies in the queue than there is room for."""
    taken: list[float] = []

    def items() -> Iterator[str]:
        for letter in "abcdef":
            taken.append(clock.now)
            yield letter

    await QueueProcessor(shout, consumers=1, room=2).run(items())
    assert taken == [0, 0, 0, 0, 1, 2]


async def test_who_gives_up_leaves_no_consumer(clock: VirtualClock) -> None:
    """A time limit ends the consumers as well; the guards would see one that runs on."""
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(QueueProcessor(shout, consumers=2).run("abcdefgh"), timeout=2.5)
    assert clock.now == 2.5


@pytest.mark.explore(runs=60)
async def test_the_order_is_nobodys_business() -> None:
    """Whoever is slower than whom, and if a consumer is cancelled: no item is lost without a word."""
    processor = QueueProcessor(shout, consumers=2, room=1)
    await processor.run("abc")
    assert sorted([*processor.results, *(item.upper() for item in processor.failed)]) == ["A", "B", "C"]
