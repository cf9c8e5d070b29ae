"""The fetcher for real; the others with a double that has the fetcher's signature and result."""

from __future__ import annotations

import asyncio
from unittest.mock import patch

import pytest

from asyncproof import VirtualClock
from examples.fetching.fetcher import Data, fetch
from examples.fetching.many import fetch_all
from examples.fetching.processor import summary


async def test_fetch(clock: VirtualClock) -> None:
    """The data names its source, and comes after a second."""
    assert await fetch("weather") == Data("weather", (1, 2, 3))
    assert clock.now == 1


@pytest.mark.parametrize(
    ("values", "expected"), [((4, 5), "tides: 2 values, 9 together"), ((), "tides: 0 values, 0 together")]
)
async def test_summary(values: tuple[int, ...], expected: str) -> None:
    """It counts and adds up what the source says, and asks the source that was named."""
    with patch("examples.fetching.processor.fetch", autospec=True) as double:
        double.return_value = Data("tides", values)
        assert await summary("tides") == expected
    double.assert_awaited_once_with("tides")


async def test_a_source_that_fails() -> None:
    """Its error is the caller's."""
    with patch("examples.fetching.processor.fetch", autospec=True) as double:
        double.side_effect = ConnectionError("down")
        with pytest.raises(ConnectionError, match="down"):
            await summary("tides")


async def test_many_take_as_long_as_one(clock: VirtualClock) -> None:
    """Ten sources of a second each take a second."""
    names = [f"source {number}" for number in range(10)]
    assert await fetch_all(names, limit=5) == {name: Data(name, (1, 2, 3)) for name in names}
    assert clock.now == 1


async def test_one_that_is_too_slow_and_one_that_fails(clock: VirtualClock) -> None:
    """They are told by name, and the others are not held up longer than the limit."""

    async def double(source: str) -> Data:
        await asyncio.sleep({"slow": 60, "down": 1}.get(source, 2))
        if source == "down":
            raise ConnectionError("down")
        return Data(source, ())

    with patch("examples.fetching.many.fetch", double):
        answers = await fetch_all(["slow", "down", "good"], limit=5)
    assert {name: type(answer) for name, answer in answers.items()} == {
        "slow": asyncio.TimeoutError,
        "down": ConnectionError,
        "good": Data,
    }
    assert clock.now == 5
