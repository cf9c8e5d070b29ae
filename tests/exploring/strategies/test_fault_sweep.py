from __future__ import annotations

from asyncproof.exploring.strategies.fault_sweep import FaultSweep
from tests.exploring.strategies.asked import answers


def test_one_fault_at_every_place() -> None:
    """After a run without, each trouble happens at each place, one a run."""
    assert answers(FaultSweep(), [2, 3], kind="fault") == [(0, 0), (1, 0), (0, 1), (0, 2)]


def test_then_two_of_them() -> None:
    """What can fail after a fault fails next, and no run is done twice."""
    runs = answers(FaultSweep(2), [2, 2, 2], kind="fault")
    assert runs == [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1)]


def test_other_questions_get_the_plain_answer() -> None:
    """Where nothing can fail, one run is all."""
    assert answers(FaultSweep(), [2, 3]) == [(0, 0)]


def test_runs_under_way() -> None:
    """It waits for the first one, to hear what can fail, and says what it has done."""
    sweep = FaultSweep()
    assert not sweep.waits
    sweep.chooser()
    assert sweep.waits
    assert sweep.bound == "one fault wherever something outside can fail, in stock asyncio's order"
    assert FaultSweep(2).bound.startswith("up to 2 faults")
