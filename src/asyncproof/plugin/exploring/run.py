"""One run of a test: its loop asks the run's chooser, and what the run hides is heard."""

from __future__ import annotations

import gc
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from asyncproof.core import ReplayError, Schedule
from asyncproof.exploring.outcome import Outcome
from asyncproof.exploring.outside import is_cut_short, may_end_with
from asyncproof.exploring.problems import Problems
from asyncproof.exploring.running import LIMITS
from asyncproof.loop import ControlledLoop, Limits, Network, ReplayChooser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Chooser, Watcher
    from asyncproof.exploring.problems import HiddenFailure
    from asyncproof.loop import Policy
    from asyncproof.plugin.settings import LoopSettings


class Replay(ReplayChooser):
    """Notes when the run is another one than the recorded, and lets it come to its end."""

    def __init__(self, schedule: Schedule) -> None:
        """Take the answers."""
        super().__init__(schedule)
        self.lost: ReplayError | None = None

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Take the recorded option, or the first one when nothing recorded holds any more."""
        if self.lost is not None:
            return 0
        try:
            return super().choose(kind, options)
        except ReplayError as error:
            self.lost = error
            return 0


class ExploredRun:
    """Builds the loop of one run, with the test's function-scoped fixtures on it."""

    def __init__(
        self,
        chooser: Chooser | None,
        policy: Policy,
        watchers: Sequence[Watcher] = (),
        *,
        aloud: bool = False,
    ) -> None:
        """Take who decides; `aloud` lets the loop's own handler hear of errors, too."""
        self._chooser = chooser
        self._policy = policy
        self._watchers = watchers
        self._aloud = aloud
        self._loops: list[ControlledLoop] = []
        self._problems: list[Problems] = []
        self._left: HiddenFailure | None = None

    @property
    def has_loop(self) -> bool:
        """Whether the test has run on a loop of ours."""
        return bool(self._loops)

    @property
    def cancelled(self) -> list[str]:
        """The tasks that were cancelled on purpose."""
        return [name for loop in self._loops for name in loop.cancelled_by_choice]

    def build(self, settings: LoopSettings, kind: type[ControlledLoop] = ControlledLoop) -> ControlledLoop:
        """Make the loop that the test asks for."""
        limits: dict[str, Any] = {**asdict(LIMITS), **dict(settings.limits)}
        loop = kind(
            chooser=self._chooser,
            policy=self._policy,
            watchers=self._watchers,
            limits=Limits(**limits),
            network=Network(strict=settings.network == "memory"),
        )
        self._loops.append(loop)
        self._problems.append(Problems(loop))
        if self._aloud:
            _tell_on(loop)
        return loop

    def settle(self) -> None:
        """See what is left when the test and its fixtures are over, and their runner is not yet closed."""
        for loop in self._loops:
            loop.stop_watching()
        if not self._aloud:
            gc.collect(0)  # so that a task which died unseen is told in the run that it belongs to
        for problems in self._problems:
            self._left = self._left or problems.left_behind()

    def hidden(self) -> HiddenFailure | None:
        """Return what nobody has heard of so far, or who was left behind."""
        return next((error for problems in self._problems if (error := problems.heard())), self._left)

    def may_end_with(self, error: BaseException | None) -> bool:
        """Say whether a run may end so, because a task was cancelled or something outside has failed."""
        failed = any(loop.faults_by_choice for loop in self._loops)
        return may_end_with(error, cancelled=bool(self.cancelled), limited=self._limited, failed=failed)

    @property
    def _limited(self) -> bool:
        return any(loop.limits_ended for loop in self._loops)

    def outcome(self, error: BaseException | None, *, seed: int = 0, judges: bool = True) -> Outcome:
        """Say how the run ended; only who `judges` looks at what it hides."""
        choices = tuple(choice for loop in self._loops for choice in loop.schedule)
        cancelled = self.cancelled
        steps = sum(loop.steps for loop in self._loops)
        outcome = Outcome(Schedule(choices, seed=seed), error, steps, cancelled)
        if self.may_end_with(error):
            self._left = None  # a test that is ended half-way may leave others alone
            outcome.cut_short = is_cut_short(error, cancelled=bool(cancelled), limited=self._limited)
            outcome.error = self.hidden() if judges else None
        elif error is None and judges:
            outcome.error = self.hidden()
        return outcome


def _tell_on(loop: ControlledLoop) -> None:
    """Let asyncio's own handler, and with it the guards, hear of what is heard here."""
    hear: Any = loop.get_exception_handler()

    def hear_and_tell(_: object, context: dict[str, Any]) -> None:
        hear(loop, context)
        loop.default_exception_handler(context)

    loop.set_exception_handler(hear_and_tell)
