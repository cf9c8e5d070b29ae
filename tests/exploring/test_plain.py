"""What is told of a run that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.exploring.plain import failure_of
from asyncproof.exploring.rungs import Rung, freedoms
from asyncproof.exploring.running import Runner
from asyncproof.exploring.strategies.walk import Walk
from asyncproof.exploring.targets import Targets
from tests.exploring import scenarios

if TYPE_CHECKING:
    from asyncproof.exploring.outcome import Outcome
    from asyncproof.exploring.rungs import Freedom
    from asyncproof.exploring.running import Scenario


def found(scenario: Scenario, *rungs: Rung) -> tuple[Runner, Outcome, list[Freedom]]:
    """Search on the last of some rungs until a run fails."""
    climbed = [one for one in freedoms(rungs, Targets(True)) if not one.takes_the_rest]
    runner, strategy = Runner(scenario), Walk(seed=1)
    runs = (runner.run(strategy.chooser(), climbed[-1].policy) for _ in range(500))
    return runner, next(run for run in runs if run.failed), climbed


def test_a_failure_is_told_with_the_lowest_rung_that_is_enough() -> None:
    """Found where tasks are cancelled as well, it fails without that."""
    rungs = (Rung.STOCK, Rung.TIMING, Rung.LATENCY, Rung.CANCEL)
    runner, run, climbed = found(scenarios.inversion, *rungs)
    failure = failure_of(runner, run, climbed, 0)
    assert failure.rung is Rung.LATENCY
    assert failure.schedule.startswith("latency:")
    assert failure.repeats


def test_a_failure_that_takes_more_stays_where_it_is() -> None:
    """What fails with latency only is told with that, beside the nearest run that passes."""
    runner, run, climbed = found(scenarios.inversion, Rung.STOCK, Rung.TIMING, Rung.LATENCY)
    failure = failure_of(runner, run, climbed, 0)
    assert failure.rung is Rung.LATENCY
    assert failure.comparison is not None
    assert failure.comparison.meeting is not None
    assert failure.comparison.meeting.early.name == "seen"


def test_what_always_fails_has_no_neighbour() -> None:
    """There is nothing to compare it with."""
    runner, run, climbed = found(scenarios.always, Rung.STOCK)
    failure = failure_of(runner, run, climbed, 0)
    assert (failure.rung, failure.comparison) == (Rung.STOCK, None)
