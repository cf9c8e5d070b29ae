"""Times are written as people write them."""

from __future__ import annotations

import pytest

from asyncproof.core.spelling import spell


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0, "0 s"),
        (1_500_000, "0.0015 s"),
        (59_900_000_000, "59.9 s"),
        (200_000_000_000, "0:03:20"),
        (4 * 86_400_000_000_000 + 1_000_000_000, "4 days, 0:00:01"),
    ],
)
def test_times_are_written_as_people_do(nanoseconds: int, text: str) -> None:
    """Seconds up to a minute, then hours, minutes and seconds, then days."""
    assert spell(nanoseconds) == text
