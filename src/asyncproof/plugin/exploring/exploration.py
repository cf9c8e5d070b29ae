"""Explores one test silently: first the schedules that are known to fail, then all that the plan allows."""

from __future__ import annotations

import time
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asyncproof.core import AsyncproofError, Livelock
from asyncproof.exploring.comparing.compare import compare
from asyncproof.exploring.explorer import Budget, Explorer
from asyncproof.exploring.problems import HiddenFailure
from asyncproof.exploring.rungs import Rung
from asyncproof.loop import TIMING, FirstChooser
from asyncproof.plugin.exploring.choosing import IN_VIRTUAL_TIME, ONLY_ONCE, OWN_LOOP, TOO_LONG
from asyncproof.plugin.exploring.examples import how_many, is_of_hypothesis, split_word, word_of
from asyncproof.plugin.exploring.run import Replay
from asyncproof.plugin.exploring.shared import shared_fixtures
from asyncproof.plugin.exploring.showing import shown
from asyncproof.plugin.exploring.silence import silence

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import pytest

    from asyncproof.exploring.comparing import Comparison
    from asyncproof.exploring.crew.alone import Crew
    from asyncproof.exploring.result import Failure, Result
    from asyncproof.plugin.exploring.plan import Plan
    from asyncproof.plugin.exploring.silent_runs import SilentRuns
    from asyncproof.plugin.exploring.workforce import Workforce

_LEAST = 20
"""Runs that are tried however slow a test is and however little time it was given."""


@dataclass
class Found:
    """What came of exploring a test."""

    plan: Plan
    asked: bool = True
    """Whether the test itself asks for it, or for virtual time; if not, it shall fare as without us."""
    runs: int = 0
    obstacle: str = ""
    """Why it was not explored."""
    schedules: list[str] = field(default_factory=list)
    """In which it fails, the one of the lowest rung first."""
    failures: list[Failure] = field(default_factory=list)
    poisoned: list[str] = field(default_factory=list)
    """Runs that have killed the processes in which they were done."""
    result: Result | None = None
    comparison: Comparison | None = None
    """The first of them beside the nearest run that passes."""
    failed_later: BaseException | None = None
    """How a run failed that has passed before, although it was the same run."""
    differs: list[str] = field(default_factory=list)
    """What the runs share, if the same run was not the same when it was done again."""

    @property
    def explored(self) -> bool:
        """Whether it was."""
        return not self.obstacle

    def take(self, result: Result, example: int | None) -> None:
        """Take what an explorer has found, with an example of hypothesis or without."""
        self.result = result
        self.poisoned += [word_of(example, word) for word in result.poisoned]
        self.failures = result.failures
        for failure in result.failures:
            failure.schedule = word_of(example, failure.schedule)
        self.schedules = [failure.schedule for failure in result.failures]

    def confirm(self, failures: list[Failure]) -> None:
        """Keep those failures that come again; if none does, the first, which is told as what it is."""
        self.failures = failures or self.failures[:1]
        self.schedules = [failure.schedule for failure in self.failures]
        self.comparison = self.failures[0].comparison if self.failures else None


class Exploration:
    """The many runs of one test."""

    def __init__(
        self, item: pytest.Item, runs: SilentRuns, found: Found, workforce: Workforce | None = None
    ) -> None:
        """Take the test, who runs it, where to write what is found, and who helps, if somebody does."""
        self._workforce = workforce
        self._item = item
        self._runs = runs
        self._found = found

    def explore(self, known: list[str]) -> None:
        """Run it until something is found, or all is tried; what was found by then is kept in any case."""
        with ExitStack() as stack:
            self._progress = stack.enter_context(shown(self._item))
            stack.enter_context(silence(self._item.config))
            try:
                if self._first_run_allows_more() and not self._fails_again(known):
                    self._climb()
                    self._do_the_first_again()
            finally:
                self._found.runs = self._runs.runs

    def _first_run_allows_more(self) -> bool:
        """Run it as stock asyncio would, and say whether there is anything to explore."""
        began = time.perf_counter()
        self._first = outcome = self._runs.run(FirstChooser(), TIMING)
        self._seconds = time.perf_counter() - began
        if self._runs.last is not None and not self._runs.last.has_loop and not self._runs.skipped:
            self._found.obstacle = "" if outcome.failed else OWN_LOOP
        if isinstance(outcome.error, HiddenFailure):
            self._runs.judges = False  # what is hidden in every run is for the guards to find
        elif outcome.failed and not self._found.asked:
            self._found.obstacle = TOO_LONG if isinstance(outcome.error, Livelock) else IN_VIRTUAL_TIME
        if self._found.obstacle:
            return False
        return not self._runs.skipped and not (outcome.failed and self._runs.judges)

    def _fails_again(self, known: list[str]) -> bool:
        for word in known:
            if self._fails(word):
                self._found.schedules = [word]
                self._found.comparison = compare(self._runs, *self._again)
                return True
        self._found.schedules = []
        return False

    def _fails(self, word: str) -> bool:
        """Say whether a run fails when it is done again, and is the same run."""
        self._runs.examples.number, word = split_word(word)
        try:
            policy, schedule = self._found.plan.read_word(word)
        except AsyncproofError:  # written by another release
            return False
        replay = Replay(schedule)
        outcome = self._runs.run(replay, policy)
        self._again = policy, outcome
        return outcome.failed and replay.lost is None

    def _climb(self) -> None:
        """Explore it; of a test of hypothesis one example after the other, until one fails."""
        plan = self._found.plan
        runs = self._affordable()
        examples = list(range(how_many(runs))) if is_of_hypothesis(self._item) else [None]
        deadline = None if plan.seconds is None else time.monotonic() + plan.seconds
        for example in examples:
            self._runs.examples.number = example
            if example is not None and not self._there_is_one():
                break
            self._climb_with(example, Budget(max(1, runs // len(examples)), deadline))
            if self._found.failures or self._found.poisoned:
                break
        self._found.confirm([one for one in self._found.failures if self._fails(one.schedule)])
        self._runs.examples.number = None

    def _there_is_one(self) -> bool:
        """Say whether hypothesis draws the example that is chosen; some tests have but a few."""
        self._runs.run(FirstChooser(), TIMING)
        return self._runs.examples.ran

    def _climb_with(self, example: int | None, budget: Budget) -> None:
        plan = self._found.plan
        freedoms = [one for one in plan.freedoms() if example is not None or one.rung is not Rung.STOCK]
        explorer = Explorer(self._runs, freedoms, plan.seed, progress=self._progress)
        try:
            with self._crew(example) as crew:
                explorer.explore(budget, crew)
        finally:
            self._found.take(explorer.result(), example)

    def _crew(self, example: int | None) -> AbstractContextManager[Crew | None]:
        if self._workforce is None:
            return nullcontext()
        return self._workforce.team(self._item.nodeid, self._runs, self._found.plan, example)

    def _do_the_first_again(self) -> None:
        """See whether the runs depend on each other: the first one passed, and shall pass again."""
        if is_of_hypothesis(self._item):
            return
        by_itself = [one for one in self._found.failures if one.rung is Rung.STOCK]
        if by_itself:  # what happens every time would have happened in the first run
            self._fails_later(by_itself[0].exception)
            self._found.failures, self._found.schedules = [], []
        if self._found.failures or by_itself:
            return
        again = self._runs.run(FirstChooser(), TIMING)
        if again.failed and not isinstance(self._first.error, type(again.error)):
            self._fails_later(again.error)
        elif again.schedule != self._first.schedule:
            self._found.differs = shared_fixtures(self._item)

    def _fails_later(self, error: BaseException | None) -> None:
        self._found.failed_later = error
        if self._found.plan.gently:
            self._found.obstacle = ONLY_ONCE

    def _affordable(self) -> int:
        """Return how many runs there is time for, so that each rung gets its share of it."""
        plan = self._found.plan
        if plan.seconds is None:
            return plan.runs
        return max(_LEAST, int(plan.seconds / max(self._seconds, 1e-4)))
