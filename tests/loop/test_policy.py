from __future__ import annotations

from asyncproof.core import SECOND
from asyncproof.loop import REORDER, TIMING


def test_only_the_wider_policy_lets_steps_overtake_each_other() -> None:
    """Both let a second of time pass while steps are ready; what they do is tested in test_turning.py."""
    assert (TIMING.slack, TIMING.reorder) == (SECOND, False)
    assert (REORDER.slack, REORDER.reorder) == (SECOND, True)
