"""What two explorations must have in common to be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.exploring.crew.gathering import gathered
from asyncproof.exploring.explorer import Budget, Explorer
from asyncproof.exploring.rungs import freedoms, read_rungs
from asyncproof.exploring.running import Runner
from asyncproof.exploring.targets import Targets

if TYPE_CHECKING:
    from asyncproof.exploring.crew.hands import Hands
    from asyncproof.exploring.result import Result
    from asyncproof.exploring.running import Scenario


def shape(result: Result) -> list[object]:
    """Return all that is told, but the errors themselves."""
    failures = [(one.schedule, one.run, one.rung, one.story, one.cause) for one in result.failures]
    return [
        result.runs,
        str(result.verdict),
        failures,
        [str(climb) for climb in result.climbs],
        result.poisoned,
    ]


def explored(scenario: Scenario, hands: Hands, runs: int = 200) -> Result:
    """Explore with these hands."""
    runner = Runner(scenario)
    with runner.many_runs(), gathered(runner, scenario, 0, hands) as crew:
        explorer = Explorer(runner, freedoms(read_rungs(None), Targets(True)), 0)
        return explorer.explore(Budget(runs, None), crew)
