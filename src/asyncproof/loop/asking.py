"""Who decides: the loop puts a question where more than one thing may happen next, and records the answer."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any

from asyncproof.core import Choice, Schedule, UsageError
from asyncproof.loop.handle import task_of
from asyncproof.loop.idling import IdlingLoop
from asyncproof.loop.questions import FAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from asyncproof.core import Chooser, Watcher
    from asyncproof.loop.limits import Limits
    from asyncproof.loop.policy import Policy

    AfterStep = Callable[[asyncio.Task[Any] | None], object]

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

    if TYPE_CHECKING:

        def _run_watched(self, handle: Any) -> None:
            """Run a handle, and tell the watchers."""

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
        self._go_by(chooser, policy)
        self._choices = Answers()
        self._dice: random.Random | None = None
        self._after_steps: tuple[AfterStep, ...] = ()
        self._ran_before: asyncio.Task[Any] | None = None
        super().__init__(virtual=virtual, asking=chooser is not None, limits=limits, watchers=watchers)

    def _go_by(self, chooser: Chooser | None, policy: Policy) -> None:
        self._chooser = chooser
        self._policy = policy
        self._look: Callable[[Any], object] | None = getattr(chooser, "look", None)
        """Is told of the loop before each iteration, if the chooser wants to know which state a run is in."""

    @property
    def schedule(self) -> Schedule:
        """What was asked and answered so far."""
        return Schedule(tuple(self._choices), seed=getattr(self._chooser, "seed", 0))

    def stop_asking(self) -> None:
        """Do as stock asyncio does from now on, and record nothing more."""
        self._chooser = self._look = None

    def call_after_steps(self, call: AfterStep) -> bool:
        """Call something after every step, with the task that ran; say whether that is done in this run.

        It is done only where a chooser is asked: the lean way has no place for it.
        """
        if not self._asking:
            return False
        if not self._after_steps:
            self._ran_before = asyncio.current_task(self)  # whose step is told when the next one begins
            self.__dict__["_run_watched"] = self._run_first_and_call  # hides the method: who needs it pays
        self._after_steps = (*self._after_steps, call)
        return True

    def call_no_more(self, call: AfterStep) -> None:
        """Call something after steps no more."""
        self._after_steps = tuple(each for each in self._after_steps if each != call)
        if not self._after_steps:
            self.__dict__.pop("_run_watched", None)

    def stop_watching(self) -> None:
        """Tell the watchers nothing more, and call nothing after steps."""
        super().stop_watching()
        self._after_steps = ()
        self.__dict__.pop("_run_watched", None)

    def _run_first_and_call(self, handle: Any) -> None:
        """Call for the step in which somebody asked for it, which was begun without that."""
        self.__dict__["_run_watched"] = self._run_and_call
        task, self._ran_before = self._ran_before, None
        self._call_after(task)
        self._run_watched(handle)

    def _run_and_call(self, handle: Any) -> None:
        task = task_of(handle)
        type(self)._run_watched(self, handle)
        self._call_after(task)

    def _call_after(self, task: asyncio.Task[Any] | None) -> None:
        for call in self._after_steps:
            call(task)

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
        future = super().run_in_executor(executor, func, *args)
        return self._as_an_arrival(future) if future.done() and self._asking else future

    def _as_an_arrival(self, done: asyncio.Future[Any]) -> asyncio.Future[Any]:
        """Have what was done come through the loop, as ever before Python 3.14.

        There a job that its thread has done before the loop looked is done at once, so that real time tells.
        """
        later: asyncio.Future[Any] = self.create_future()
        self.call_soon_threadsafe(_hand_over, done, later)
        return later

    # -- what is drawn

    def draw(self, kind: str, likely: Sequence[float]) -> int:
        """Pick one of several options, as likely as said: the chooser does, or dice that fall alike."""
        if self._chooser is not None:
            return self._ask(kind, likely)
        if self._dice is None:
            self._dice = random.Random(0)  # noqa: S311 - to be repeated, not to be secret
        return self._dice.choices(range(len(likely)), likely)[0]


def _hand_over(done: asyncio.Future[Any], later: asyncio.Future[Any]) -> None:
    if later.done():
        return
    if done.cancelled():
        later.cancel()
    elif error := done.exception():
        later.set_exception(error)
    else:
        later.set_result(done.result())
