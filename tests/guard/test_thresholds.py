from __future__ import annotations

from asyncproof.guard.thresholds import Thresholds


def test_defaults_are_generous() -> None:
    """Nobody is told of steps below a tenth of a second, and what may end by itself has a minute."""
    assert Thresholds() == Thresholds(block_after=0.1, hang=60.0)
