from __future__ import annotations

import pytest

from asyncproof.core import SECOND, from_seconds, not_before, to_seconds


@pytest.mark.parametrize("seconds", [0, 1, 0.1, 0.25, 1e-9, 3600, 86_400 * 100.0])
def test_seconds_survive_the_way_there_and_back(seconds: float) -> None:
    """Seconds become an instant and the same seconds again."""
    assert to_seconds(from_seconds(seconds)) == seconds


def test_whole_seconds_are_exact_however_many() -> None:
    """An integer number of seconds is never rounded, not even where floats would be."""
    assert from_seconds(10**12 + 1) == (10**12 + 1) * SECOND


def test_ten_tenths_are_one() -> None:
    """Sums of instants are exact, as sums of float seconds are not."""
    assert 10 * from_seconds(0.1) == from_seconds(1)


@pytest.mark.parametrize("seconds", [0.1 + 0.2, 0.3, 1e-10, 5e-17, 3600.1, 7])
def test_an_instant_for_a_timer_is_never_too_early(seconds: float) -> None:
    """Whoever asks the clock when the timer fires sees that its time has come."""
    assert to_seconds(not_before(seconds)) >= seconds
    assert not_before(seconds) - from_seconds(seconds) in {0, 1}
