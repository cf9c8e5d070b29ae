"""Who decides: the loop puts a question where more than one thing may happen next, and records the answer."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from asyncproof.core import Choice, Schedule, UsageError
from asyncproof.loop.idling import IdlingLoop

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from asyncproof.core import Chooser, Watcher
    from asyncproof.loop.limits import Limits
    from asyncproof.loop.policy import Policy

FAULT = "fault"
NOTHING = "nothing fails"


class Answers(list[Choice]):
    """What a run was answered, and in words what failed because of it."""

    def __init__(self) -> None:
        """Begin with no question asked."""
        super().__init__()
        self.faults: list[str] = []

    def clear(self) -> None:
        """Forget it all."""
        super().clear()
        self.faults.clear()


class AskingLoop(IdlingLoop):
    """Asks its chooser what its policy leaves open."""

    def __init__(
        self,
        *,
        virtual: bool,
        limits: Limits,
        watchers: Sequence[Watcher],
        chooser: Chooser | None,
        policy: Policy,
    ) -> None:
        """Start with nothing asked."""
        self._chooser = chooser
        self._policy = policy
        self._choices = Answers()
        self._dice: random.Random | None = None
        super().__init__(virtual=virtual, asking=chooser is not None, limits=limits, watchers=watchers)

    @property
    def schedule(self) -> Schedule:
        """What was asked and answered so far."""
        return Schedule(tuple(self._choices), seed=getattr(self._chooser, "seed", 0))

    def stop_asking(self) -> None:
        """Do as stock asyncio does from now on, and record nothing more."""
        self._chooser = None

    def watch(self, watcher: Watcher) -> bool:
        """Tell somebody of the steps from now on; say whether steps are told: only where a chooser is asked.

        Unlike those who have watched from the beginning, they learn who runs, and not where.
        """
        if not self._asking:
            return False
        if not self._watchers:
            from asyncproof.loop.steps import make_bare_step  # noqa: PLC0415 - only who is watched pays for it

            self._make_step = make_bare_step
        self._watchers = (*self._watchers, watcher)
        return True

    def unwatch(self, watcher: Watcher) -> None:
        """Tell somebody nothing more."""
        self._watchers = tuple(each for each in self._watchers if each is not watcher)

    def _ask(self, kind: str, options: Sequence[object]) -> int:
        """Let the chooser pick one of several options, and record the answer."""
        if self._chooser is None or len(options) == 1:
            return 0
        picked = self._chooser.choose(kind, options)
        try:
            choice = Choice(kind, len(options), picked)
        except (ValueError, TypeError) as error:
            name = type(self._chooser).__name__
            raise UsageError(
                f"{name}.choose({kind!r}, options) returned {picked!r}, but there are {len(options)} options."
                f" Return a number from 0 to {len(options) - 1}."
            ) from error
        self._choices.append(choice)
        for watcher in self._watchers:
            watcher.choice(choice)
        return picked

    # -- what may fail outside

    @property
    def faults_left(self) -> int:
        """How many things may still fail in this run."""
        return 0 if self._chooser is None else self._policy.faults - len(self._choices.faults)

    @property
    def faults_by_choice(self) -> list[str]:
        """What failed in this run because the chooser wanted it, in this order."""
        return list(self._choices.faults)

    def may_fail(self, *troubles: str) -> int:
        """Ask what of this fails, each said in words: its number from 1 up, or 0 for nothing."""
        if self.faults_left <= 0 or not troubles:
            return 0
        picked = self._ask(FAULT, (NOTHING, *troubles))
        if picked:
            self._choices.faults.append(troubles[picked - 1])
        return picked

    def run_in_executor(  # type: ignore[override] # the stub ties the arguments' types to the function's
        self, executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Give a job to an executor, unless it is one that may fail and does."""
        if self.faults_left > 0:
            from asyncproof.loop.failing import failed_job  # noqa: PLC0415 - only where something may fail

            failed = failed_job(self, executor, func, args)
            if failed is not None:
                return failed
        return super().run_in_executor(executor, func, *args)

    # -- what is drawn

    def draw(self, kind: str, likely: Sequence[float]) -> int:
        """Pick one of several options, as likely as said: the chooser does, or dice that fall alike."""
        if self._chooser is not None:
            return self._ask(kind, likely)
        if self._dice is None:
            self._dice = random.Random(0)  # noqa: S311 - to be repeated, not to be secret
        return self._dice.choices(range(len(likely)), likely)[0]
