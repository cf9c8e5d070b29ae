"""Runs a scenario once, under a chooser, on a loop of its own, and says how it ended."""

from __future__ import annotations

import asyncio
import gc
import inspect
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.exploring.keeping import LoopKeeper
from asyncproof.exploring.outcome import Outcome
from asyncproof.exploring.outside import is_cut_short, may_end_with
from asyncproof.exploring.problems import Problems
from asyncproof.exploring.spinning import spins_ended
from asyncproof.loop import Limits
from asyncproof.loop.randomness import seeded

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from asyncproof.core import Chooser, Watcher
    from asyncproof.loop import ControlledLoop, Policy
    from asyncproof.loop.randomness import Randomness

    Scenario = Callable[[], Awaitable[object]]

LIMITS = Limits(steps=20_000, jumps=2_000, patience=2, hang=10)
"""A run that is explored is short; what goes on for longer than this is stuck."""
LEAST_STEPS, MUCH_LONGER = 5_000, 20
"""A run is stuck too if it takes so many steps, and so many times as many as the first one."""


class Runner:
    """Runs one scenario again and again."""

    def __init__(self, scenario: Scenario, *, seed: int = 0, limits: Limits = LIMITS) -> None:
        """Keep what to run; `seed` is that of the randomness in each run."""
        if not callable(scenario):
            raise UsageError(
                f"a scenario is an async function without arguments, not {scenario!r}; write the function "
                "itself, without calling it."
            )
        self._scenario = scenario
        self._seed = seed
        self._loops = LoopKeeper(limits)
        self._randomness: Randomness | None = None
        self.runs = 0
        self.most_steps = float("inf")
        """After how many steps a run counts as stuck; if nobody says it, it follows from the first run."""

    def run(self, chooser: Chooser, policy: Policy, watchers: Sequence[Watcher] = ()) -> Outcome:
        """Run the scenario once."""
        self.runs += 1
        loop = self._loops.take(chooser, policy, watchers)
        loop.most_steps = self.most_steps
        problems = Problems(loop)
        asyncio.set_event_loop(loop)
        usual = self._loops.references()
        try:
            with self._drawing_lots():
                error = self._how_it_ends(loop)
            loop.stop_watching()
            self._loops.tidy(usual)
            outcome = Outcome(loop.schedule, error, loop.steps, list(loop.cancelled_by_choice))
            if self.most_steps == float("inf"):
                self.most_steps = max(LEAST_STEPS, MUCH_LONGER * loop.steps)
            cancelled, limited = bool(outcome.cancelled), bool(loop.limits_ended)
            failed = bool(loop.faults_by_choice)
            if may_end_with(error, cancelled=cancelled, limited=limited, failed=failed):
                outcome.cut_short = is_cut_short(error, cancelled=cancelled, limited=limited)
                outcome.error = problems.heard()  # a scenario that is ended half-way may leave others alone
            elif error is None:
                outcome.error = problems.heard() or problems.left_behind()
            return outcome
        finally:
            self._loops.give_back(usual)
            asyncio.set_event_loop(None)

    @contextmanager
    def many_runs(self) -> Iterator[None]:
        """Keep what many runs can share: the loop, and what stands in for randomness."""
        with many_runs(), seeded(self._seed) as randomness:
            self._randomness, self._loops.keeps = randomness, True
            try:
                yield
            finally:
                self._randomness, self._loops.keeps = None, False
                self._loops.drop()

    def _drawing_lots(self) -> AbstractContextManager[object]:
        """Let randomness start anew."""
        if self._randomness is None:
            return seeded(self._seed)
        self._randomness.restart(self._seed)
        return nullcontext()

    def _how_it_ends(self, loop: ControlledLoop) -> BaseException | None:
        made = self._made()
        try:
            loop.run_until_complete(made)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - whatever ends a run is what came of it
            return error
        return None

    def _made(self) -> Any:
        made = self._scenario()
        if not inspect.isawaitable(made):
            raise UsageError(
                f"the scenario returned {made!r}, which can't be awaited; make it an async function."
            )
        return made


@contextmanager
def many_runs() -> Iterator[None]:
    """Collect garbage only between runs, and only theirs, and end steps that compute without end.

    What was there before is not looked through after every few of them. And what the collector finds it
    finds at the end of each run, whatever else has happened in this process. What of theirs is garbage in the
    end goes at once: among all that is old in a large process it might stay for long, tasks and loops too.
    """
    collecting = gc.isenabled()
    gc.collect(1)  # what has died just now; to look through a large process for older garbage takes a second
    gc.freeze()
    gc.disable()
    try:
        with spins_ended():
            yield
    finally:
        gc.collect()
        gc.unfreeze()
        if collecting:
            gc.enable()
