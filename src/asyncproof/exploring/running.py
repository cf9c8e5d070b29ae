"""Runs a scenario once, under a chooser, on a loop of its own, and says how it ended."""

from __future__ import annotations

import asyncio
import gc
import inspect
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from asyncproof.core import StuckError, UsageError
from asyncproof.exploring.outcome import Outcome
from asyncproof.exploring.problems import Problems
from asyncproof.loop import ControlledLoop, Limits, Network
from asyncproof.loop.randomness import seeded
from asyncproof.loop.unwinding import cancel_all

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from asyncproof.core import Chooser, Watcher
    from asyncproof.loop import Policy

    Scenario = Callable[[], Awaitable[object]]

LIMITS = Limits(steps=20_000, jumps=2_000, patience=2, hang=10)
"""A run that is explored is short; what goes on for longer than this is stuck."""


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
        self._limits = limits
        self.runs = 0

    def run(self, chooser: Chooser, policy: Policy, watchers: Sequence[Watcher] = ()) -> Outcome:
        """Run the scenario once."""
        self.runs += 1
        loop = ControlledLoop(
            chooser=chooser,
            policy=policy,
            watchers=watchers,
            limits=self._limits,
            network=Network(strict=False),
        )
        problems = Problems(loop)
        asyncio.set_event_loop(loop)
        try:
            with seeded(self._seed):
                error = self._how_it_ends(loop)
            loop.stop_watching()
            outcome = Outcome(loop.schedule, error, loop.steps, list(loop.cancelled_by_choice))
            if isinstance(error, asyncio.CancelledError) and outcome.cancelled:
                outcome.error = problems.heard()  # it may end so, and then others are left alone
            elif error is None:
                outcome.error = problems.heard() or problems.left_behind()
            return outcome
        finally:
            self._wind_down(loop)

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

    def _wind_down(self, loop: ControlledLoop) -> None:
        """End what the run has left, so that the next one begins with nothing."""
        loop.set_exception_handler(lambda *_: None)
        try:
            with suppress(StuckError):
                left = asyncio.all_tasks(loop)
                if left:
                    cancel_all(left)
                    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
                loop.run_until_complete(loop.shutdown_asyncgens())
                if getattr(loop, "_default_executor", None) is not None:
                    loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            asyncio.set_event_loop(None)
            loop.close()


@contextmanager
def many_runs() -> Iterator[None]:
    """Keep the garbage collector from looking, after every few runs, at all that was there before them."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
