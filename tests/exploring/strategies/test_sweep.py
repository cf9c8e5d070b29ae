from __future__ import annotations

from asyncproof.exploring.strategies.sweep import Sweep
from tests.exploring.strategies.asked import answers


def test_one_cancellation_at_every_place() -> None:
    """After a run without, each victim is cancelled at each place, one a run."""
    assert answers(Sweep(), [2, 3], kind="cancel") == [(0, 0), (1, 0), (0, 1), (0, 2)]


def test_other_questions_get_the_plain_answer() -> None:
    """Where nobody can be cancelled, one run is all."""
    assert answers(Sweep(), [2, 3]) == [(0, 0)]
