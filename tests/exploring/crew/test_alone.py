from __future__ import annotations

from asyncproof.exploring.crew.alone import Alone
from asyncproof.exploring.running import Runner
from asyncproof.exploring.strategies.weighted import Weighted
from asyncproof.loop import Policy
from asyncproof.loop.choosers import FirstChooser
from tests.exploring import scenarios


def test_a_run_is_done_when_it_is_asked_for() -> None:
    """Nothing is done ahead of who listens."""
    runner = Runner(scenarios.in_order)
    rounds = Alone(runner).run([FirstChooser()] * 5, Policy())
    next(rounds)
    assert runner.runs == 1


def test_what_a_chooser_has_noted_is_brought_along() -> None:
    """A strategy learns it from the outcome, and not from a chooser that may have been elsewhere."""
    policy = Policy(latency=True)
    strategy = Weighted(0)
    (outcome,) = Alone(Runner(scenarios.in_order)).run([strategy.chooser()], policy)
    assert outcome.seen is not None
    assert Alone(Runner(scenarios.in_order)).seen_here(outcome, policy) is outcome
