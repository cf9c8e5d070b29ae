"""Explores one test silently: first the schedules that are known to fail, then all that the plan allows."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asyncproof.core import AsyncproofError
from asyncproof.exploring.comparing.compare import compare
from asyncproof.exploring.explorer import Budget, Explorer, read_word
from asyncproof.exploring.problems import HiddenFailure
from asyncproof.exploring.rungs import Rung
from asyncproof.exploring.targets import Targets
from asyncproof.loop import TIMING, FirstChooser
from asyncproof.plugin.exploring.choosing import OWN_LOOP
from asyncproof.plugin.exploring.run import Replay
from asyncproof.plugin.exploring.showing import shown
from asyncproof.plugin.exploring.silence import silence

if TYPE_CHECKING:
    import pytest

    from asyncproof.exploring.comparing import Comparison
    from asyncproof.exploring.result import Failure, Result
    from asyncproof.plugin.exploring.plan import Plan
    from asyncproof.plugin.exploring.silent_runs import SilentRuns

_LEAST = 20
"""Runs that are tried however slow a test is and however little time it was given."""


@dataclass
class Found:
    """What came of exploring a test."""

    plan: Plan
    runs: int = 0
    obstacle: str = ""
    """Why it was not explored."""
    schedules: list[str] = field(default_factory=list)
    """In which it fails, the one of the lowest rung first."""
    failures: list[Failure] = field(default_factory=list)
    result: Result | None = None
    comparison: Comparison | None = None
    """The first of them beside the nearest run that passes."""

    def take(self, result: Result) -> None:
        """Take what an explorer has found."""
        self.result = result
        self.failures = result.failures
        self.schedules = [failure.schedule for failure in result.failures]

    def confirm(self, failures: list[Failure]) -> None:
        """Keep those failures that come again; if none does, the first, which is told as what it is."""
        self.failures = failures or self.failures[:1]
        self.schedules = [failure.schedule for failure in self.failures]
        self.comparison = self.failures[0].comparison if self.failures else None


class Exploration:
    """The many runs of one test."""

    def __init__(self, item: pytest.Item, runs: SilentRuns, found: Found) -> None:
        """Take the test, who runs it, and where to write what is found."""
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
            finally:
                self._found.runs = self._runs.runs

    def _first_run_allows_more(self) -> bool:
        """Run it as stock asyncio would, and say whether there is anything to explore."""
        began = time.perf_counter()
        outcome = self._runs.run(FirstChooser(), TIMING)
        self._seconds = time.perf_counter() - began
        if self._runs.last is not None and not self._runs.last.has_loop and not self._runs.skipped:
            self._found.obstacle = "" if outcome.failed else OWN_LOOP
            return False
        if isinstance(outcome.error, HiddenFailure):
            self._runs.judges = False  # what is hidden in every run is for the guards to find
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
        try:
            policy, schedule = read_word(word, Targets(self._found.plan.cancel))
        except AsyncproofError:  # written by another release
            return False
        replay = Replay(schedule)
        outcome = self._runs.run(replay, policy)
        self._again = policy, outcome
        return outcome.failed and replay.lost is None

    def _climb(self) -> None:
        plan = self._found.plan
        freedoms = [freedom for freedom in plan.freedoms() if freedom.rung is not Rung.STOCK]
        explorer = Explorer(self._runs, freedoms, plan.seed, progress=self._progress)
        deadline = None if plan.seconds is None else time.monotonic() + plan.seconds
        try:
            explorer.explore(Budget(self._affordable(), deadline))
        finally:
            self._found.take(explorer.result())
        self._found.confirm([one for one in self._found.failures if self._fails(one.schedule)])

    def _affordable(self) -> int:
        """Return how many runs there is time for, so that each rung gets its share of it."""
        plan = self._found.plan
        if plan.seconds is None:
            return plan.runs
        return max(_LEAST, int(plan.seconds / max(self._seconds, 1e-4)))
