"""Climbs the rungs: runs a scenario under every schedule that the budget allows, and keeps what fails."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.core import Certainty, Schedule, UsageError, Verdict
from asyncproof.exploring.crew.alone import Alone
from asyncproof.exploring.crew.errors import WorkersError
from asyncproof.exploring.crew.gathering import asked_for, gathered
from asyncproof.exploring.crew.rounds import next_round
from asyncproof.exploring.far import PoisonedRun
from asyncproof.exploring.needed import SparingRuns
from asyncproof.exploring.plain import failure_of
from asyncproof.exploring.result import Climb, Interrupted, Result
from asyncproof.exploring.rungs import Freedom, Rung, freedoms, read_faults, read_rungs
from asyncproof.exploring.running import Runner
from asyncproof.exploring.states.known import KnownStates
from asyncproof.exploring.strategies.crossed import Crossed
from asyncproof.exploring.strategies.depth_first import DepthFirst
from asyncproof.exploring.strategies.deviations import Deviations
from asyncproof.exploring.strategies.pct import Priorities
from asyncproof.exploring.strategies.portfolio import Portfolio, proven_by
from asyncproof.exploring.strategies.pos import PartialOrder
from asyncproof.exploring.strategies.rare_sweep import RareSweep
from asyncproof.exploring.strategies.sweep import Sweep
from asyncproof.exploring.strategies.walk import Walk
from asyncproof.exploring.strategies.weighted import Weighted
from asyncproof.exploring.targets import Targets
from asyncproof.loop.choosers import FirstChooser, ReplayChooser
from asyncproof.loop.questions import CANCEL, FAULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor

    from asyncproof.exploring.crew.alone import Crew
    from asyncproof.exploring.outcome import Outcome, Runs
    from asyncproof.exploring.progress import Progress
    from asyncproof.exploring.result import Failure
    from asyncproof.exploring.running import Scenario
    from asyncproof.exploring.strategies.strategy import Strategy
    from asyncproof.loop import Policy

RUNS = 1000
"""How many runs an exploration takes unless it is told."""
MOST_FAILURES = 5


@dataclass(slots=True)
class Budget:
    """How much may still be done."""

    runs: int
    deadline: float | None

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.runs <= 0 or (self.deadline is not None and time.monotonic() >= self.deadline)


def explore(
    scenario: Scenario,
    *,
    runs: int = RUNS,
    seconds: float | None = None,
    rungs: Iterable[str | Rung] | None = None,
    seed: int = 0,
    cancel: bool | str | Iterable[str] = True,
    faults: bool | int = False,
    workers: int | None = None,
    executor: Executor | str | None = None,
    progress: Progress | None = None,
) -> Result:
    """Run a zero-argument async callable under many schedules, and return what was found.

    `runs` and `seconds` are the most that it takes; `rungs` which ones are climbed (stock, timing, latency,
    cancel, fault, reorder); `cancel` which tasks may be cancelled: those that the scenario makes (True),
    "all", some by their names, or none (False); `faults` whether hosts, the network and disks may fail (the
    rung fault is climbed), or how many times in a run.

    `workers` is how many processes do the runs, `executor` who does them instead: any executor, or a Dask
    scheduler as "dask://host:8786". What is found does not depend on it. `progress` is told of each run.
    """
    if runs < 1:
        raise UsageError(f"runs is a number from 1 up, not {runs!r}.")
    deadline = None if seconds is None else time.monotonic() + seconds
    runner = Runner(scenario, seed=seed)
    most = read_faults(faults)
    climbs = freedoms(read_rungs(rungs, most), Targets(cancel), most or 1)
    hands = asked_for(workers, executor)
    explorer = Explorer(runner, climbs, seed, progress=progress)
    try:
        with runner.many_runs(), gathered(runner, scenario, seed, hands) as crew:
            return explorer.explore(Budget(runs, deadline), crew)
    except KeyboardInterrupt:  # also one that comes while the crew is let go
        raise Interrupted(explorer.result()) from None
    except WorkersError as error:
        raise error.after(explorer.result()) from error.__cause__


def replay(
    scenario: Scenario, schedule: str | Schedule, *, cancel: bool | str | Iterable[str] = True
) -> None:
    """Run a scenario as a schedule says, and raise what it raises; `cancel` is what `explore` was told."""
    text = schedule if isinstance(schedule, str) else schedule.to_text()
    policy, choices = read_word(text, Targets(cancel))
    runner = Runner(scenario, seed=choices.seed)
    with runner.many_runs():  # so that the collector finds what it found then
        outcome = runner.run(ReplayChooser(choices), policy)
    if outcome.error is not None:
        raise outcome.error


class Explorer:
    """One exploration."""

    def __init__(
        self,
        runner: Runs,
        climbs: list[Freedom],
        seed: int,
        *,
        progress: Progress | None = None,
    ) -> None:
        """Explore what a runner runs, with these freedoms."""
        self._runner = SparingRuns(runner)
        self._freedoms = climbs
        self._firm = sum(not freedom.takes_the_rest for freedom in climbs)
        """How many of them are sure to get runs."""
        self._seed = seed
        self._failures: dict[tuple[str, ...], Failure] = {}
        self._climbs: list[Climb] = []
        self._known: set[tuple[str, ...]] = set()
        self._poisoned: list[str] = []
        self._crew: Crew = Alone(runner)
        self._progress = progress

    def explore(self, budget: Budget, crew: Crew | None = None) -> Result:
        """Climb until all is tried or the budget is spent; what always fails is not explored further.

        If there is a crew, it does the runs.
        """
        self._crew = crew or self._crew
        if self._progress is not None:
            self._progress.begin(budget.runs, budget.deadline)
        for number, freedom in enumerate(sorted(self._freedoms, key=lambda one: one.takes_the_rest)):
            share = Budget(max(1, budget.runs // max(1, self._firm - number)), budget.deadline)
            before = share.runs
            self._climb(freedom, share)
            budget.runs -= before - share.runs
            if budget.spent or Rung.STOCK in {failure.rung for failure in self._failures.values()}:
                break
        return self.result()

    def result(self) -> Result:
        """Return what was found so far, also by an exploration that was interrupted."""
        failures = sorted(self._failures.values(), key=lambda failure: list(Rung).index(failure.rung))
        return Result(failures, self._verdict(), self._runner.runs, self._climbs, self._poisoned)

    def _climb(self, freedom: Freedom, budget: Budget) -> None:
        climb = Climb(freedom.rung, 0, complete=False, bound="")
        self._climbs.append(climb)
        for strategy, most in self._strategies(freedom, budget.runs):
            left = most
            while left > 0 and not budget.spent and not strategy.exhausted:
                planned = next_round(strategy, min(left, budget.runs), climb.runs)
                for outcome in self._crew.run(planned, freedom.policy):
                    left, budget.runs, climb.runs = left - 1, budget.runs - 1, climb.runs + 1
                    self._hear(outcome, freedom, strategy)
                    if len(self._failures) + len(self._poisoned) >= MOST_FAILURES:
                        budget.runs = 0
                    if budget.spent:
                        break
            climb.bound = proven_by(strategy)
            climb.complete = bool(climb.bound)

    def _hear(self, outcome: Outcome, freedom: Freedom, strategy: Strategy) -> None:
        """Let the strategy learn from a run, and keep it if it has failed."""
        if isinstance(outcome.error, PoisonedRun):
            word = Schedule(outcome.schedule.choices, self._seed).to_text()
            self._poisoned.append(f"{freedom.name}:{word}")
        else:
            self._runner.judge(outcome, freedom.policy)
        strategy.learn(outcome)
        if outcome.failed and not isinstance(outcome.error, PoisonedRun):
            self._keep(outcome, freedom)
        if self._progress is not None:
            self._progress.ran(freedom.name, outcome, len(self._failures))

    def _strategies(self, freedom: Freedom, runs: int) -> Iterator[tuple[Strategy, int]]:
        """Return who searches a rung, one after the other, and how many runs each may take."""
        if freedom.rung is Rung.STOCK:
            yield Once(), 1
            return
        if freedom.rung is Rung.CANCEL and not freedom.policy.latency:
            most = freedom.policy.cancellations
            yield Sweep() if most == 1 else RareSweep(CANCEL, most), runs
            return
        if freedom.rung is Rung.FAULT and not freedom.policy.latency:
            yield RareSweep(FAULT, freedom.policy.faults), runs
            return
        at_random = [kind(self._seed) for kind in (Walk, Priorities, PartialOrder, Weighted)]
        pairs = Crossed() if freedom.rung is Rung.CANCEL else None
        yield Portfolio(DepthFirst(KnownStates()), Deviations(), at_random, runs, pairs=pairs), runs

    def _keep(self, outcome: Outcome, freedom: Freedom) -> None:
        """Make a failure as plain as it can be, unless its cause is known."""
        if outcome.cause in self._known:
            return
        self._known.add(outcome.cause)
        outcome = self._crew.seen_here(outcome, freedom.policy)
        if outcome.cause in self._failures:
            return
        climbed = self._freedoms[: self._freedoms.index(freedom) + 1]
        self._failures[outcome.cause] = failure_of(self._runner, outcome, climbed, self._seed)

    def _verdict(self) -> Verdict:
        runs = self._runner.runs
        if self._poisoned:
            return Verdict(Certainty.INCONCLUSIVE, runs, "runs have killed their processes")
        if self._failures:
            return Verdict(
                Certainty.INCONCLUSIVE if not runs else Certainty.SAMPLED, runs, "failures were found"
            )
        firm, rest = self._climbs[: self._firm], self._climbs[self._firm :]
        climbed = [climb for climb in firm if climb.rung is not Rung.STOCK]
        if climbed and len(firm) == self._firm and all(climb.complete for climb in climbed):
            told = [climb.bound for climb in (*climbed, *rest) if climb.complete]
            return Verdict(Certainty.BOUNDED, runs, "; ".join(dict.fromkeys(told)))
        return Verdict(Certainty.SAMPLED, runs)


class Once:
    """Does what stock asyncio does, once."""

    bound = "what stock asyncio does"

    def __init__(self) -> None:
        """Begin."""
        self.exhausted = self.waits = False

    def chooser(self) -> FirstChooser:
        """Return who does what stock asyncio does."""
        return FirstChooser()

    def learn(self, outcome: Outcome) -> None:
        """Be done."""
        del outcome
        self.exhausted = True


def read_word(text: str, targets: Targets) -> tuple[Policy, Schedule]:
    """Read what a failure is replayed by: what may vary, and the choices."""
    freedom, schedule = _read(text, targets)
    return freedom.policy, schedule


def rung_of(text: str) -> Rung:
    """Return the rung of a failure, by what it is replayed by."""
    freedom, schedule = _read(text, Targets("all"))
    return freedom.rung_of(schedule)


def _read(text: str, targets: Targets) -> tuple[Freedom, Schedule]:
    name, _, word = text.rpartition(":")
    faults = next((int(part) for part in name.split("+") if part.isdecimal()), 1)
    for freedom in freedoms(list(Rung), targets or Targets("all"), faults):
        if freedom.name == name:
            return freedom, Schedule.from_text(word)
    raise UsageError(f"{name!r} is no rung of a schedule; copy the whole line, as cancel:ap1.…")
