from __future__ import annotations

from asyncproof.core import Choice, Schedule
from asyncproof.exploring.outcome import Outcome
from asyncproof.exploring.strategies.rare_sweep import RareSweep
from asyncproof.loop.questions import CANCEL, FAULT
from tests.exploring.strategies.asked import answers


def test_one_fault_at_every_place() -> None:
    """After a run without, each trouble happens at each place, one a run."""
    assert answers(RareSweep(FAULT), [2, 3], kind="fault") == [(0, 0), (1, 0), (0, 1), (0, 2)]


def test_then_two_of_them() -> None:
    """What can fail after a fault fails next, and no run is done twice."""
    runs = answers(RareSweep(FAULT, 2), [2, 2, 2], kind="fault")
    assert runs == [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1)]


def test_other_questions_get_the_plain_answer() -> None:
    """Where nothing can fail, one run is all."""
    assert answers(RareSweep(FAULT), [2, 3]) == [(0, 0)]


def test_runs_under_way() -> None:
    """It waits for the first one, to hear what can fail, and says what it has done."""
    sweep = RareSweep(FAULT)
    assert not sweep.waits
    sweep.chooser()
    assert sweep.waits
    assert sweep.bound == "one fault wherever something outside can fail, in stock asyncio's order"
    assert RareSweep(FAULT, 2).bound.startswith("up to 2 faults")


def test_two_cancellations() -> None:
    """They are of different tasks, since nobody is cancelled twice."""
    runs = answers(RareSweep(CANCEL, 2), [2, 2], kind="cancel")
    assert runs == [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert RareSweep(CANCEL, 2).bound.startswith("up to 2 cancellations before every step")


def test_a_failure_is_not_gone_on_with() -> None:
    """Nor one that was excused: more of the same would say nothing new."""
    for outcome in (
        Outcome(Schedule((Choice("fault", 2, 0),)), ValueError()),
        Outcome(Schedule((Choice("fault", 2, 0),)), needed=(1,)),
    ):
        sweep = RareSweep(FAULT)
        sweep.chooser()
        sweep.learn(outcome)
        assert sweep.exhausted
