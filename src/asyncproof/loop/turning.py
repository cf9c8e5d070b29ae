"""The heart of the loop: one iteration after the other, lean, or asking a chooser and telling watchers."""

from __future__ import annotations

import random
import time
from asyncio.log import logger
from typing import TYPE_CHECKING, Any

from asyncproof.core import Choice, Livelock, Schedule, UsageError
from asyncproof.loop.handle import task_of
from asyncproof.loop.idling import LOOK_EVERY, IdlingLoop
from asyncproof.loop.scheduling import RESULT, THREAD

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Hashable, Sequence

    from asyncproof.core import Chooser, Watcher
    from asyncproof.loop.limits import Limits
    from asyncproof.loop.policy import Policy

_SAMPLE = 64
"""Steps to look at when a run does not move on, to find the ones that repeat."""
_FORCED_MOVES = 100
"""Times that a busy wait may be helped along by letting time pass before it counts as a livelock."""


class TurningLoop(IdlingLoop):
    """Runs what is ready."""

    def __init__(
        self,
        *,
        virtual: bool,
        limits: Limits,
        watchers: Sequence[Watcher],
        chooser: Chooser | None,
        policy: Policy,
    ) -> None:
        """Take the lean path unless somebody is to be asked or told."""
        self._chooser = chooser
        self._policy = policy
        self._choices: list[Choice] = []
        self._slack = policy.slack
        self._forced = 0
        self._dice: random.Random | None = None
        if watchers:
            from asyncproof.loop.steps import make_step  # noqa: PLC0415 - only who is watched pays for it

            self._make_step = make_step
        super().__init__(virtual=virtual, asking=chooser is not None, limits=limits, watchers=watchers)

    @property
    def schedule(self) -> Schedule:
        """What was asked and answered so far."""
        return Schedule(tuple(self._choices), seed=getattr(self._chooser, "seed", 0))

    def _run_once(self) -> None:
        """Run iterations until somebody stops the loop."""
        if self._asking or self._watchers or self._debug:
            self._turn_watched()
        else:
            self._turn_lean()

    def _turn_lean(self) -> None:  # noqa: C901 - the hot path: each call it saves is seen in the figures
        ready, timers = self._ready, self._timers
        popleft = ready.popleft
        while True:
            if self._polls:
                self._poll(0)
            if timers and timers[0][0] <= (self._now if self.virtual else self.now_ns):
                self._collect_due(self.now_ns)
            if not ready and (not timers or self._stopping or not self._jump_lean()):
                self._idle()
            batch = len(ready)
            for _ in range(batch):
                handle = popleft()
                if not handle._cancelled:
                    try:
                        handle._context.run(handle._callback, *handle._args)
                    except (SystemExit, KeyboardInterrupt):
                        raise
                    except BaseException as error:  # noqa: BLE001 - as asyncio: reported, and the loop goes on
                        self._report_failure(handle, error)
            self.steps = steps = self.steps + batch
            if self._stopping:
                return
            if steps > self._steps_allowed:
                self._help_along()

    def _turn_watched(self) -> None:
        while True:
            if self._polls:
                self._poll(0)
            self._collect_due(self.now_ns)
            if self._arrivals:
                self._admit_arrivals()
            if self._ready:
                self._ask_for_time()
            else:
                self._slack = self._policy.slack
                self._idle()
            for left in range(len(self._ready), 0, -1):
                self._run_watched(self._take(left))
            if self._stopping:
                return
            if self.steps > self._steps_allowed:
                self._help_along()

    def _run_watched(self, handle: Any) -> None:
        self.steps += 1
        if handle._cancelled:
            return
        if self._watchers:
            step = self._make_step(self.steps, self.now_ns, handle)
            for watcher in self._watchers:
                watcher.step(step)
        try:
            if self._debug:
                self._run_timed(handle)
            else:
                handle._context.run(handle._callback, *handle._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:  # noqa: BLE001 - as asyncio: reported, and the loop goes on
            self._report_failure(handle, error)
        finally:
            del handle  # or the traceback of an exception would keep this frame, and the frame the task

    def _run_timed(self, handle: Any) -> None:
        """Run a handle as debug mode does: say so when it keeps the loop for too long."""
        self._current_handle = handle
        begin = time.monotonic()
        try:
            handle._run()
            took = time.monotonic() - begin
            if took >= self.slow_callback_duration:
                from asyncproof.loop.steps import describe_handle  # noqa: PLC0415 - as rare as slow callbacks

                logger.warning("Executing %s took %.3f seconds", describe_handle(handle)[0], took)
        finally:
            self._current_handle = None
            del handle  # as in _run_watched

    def _report_failure(self, handle: asyncio.Handle, error: BaseException) -> None:
        from asyncproof.loop.steps import describe_handle  # noqa: PLC0415 - as rare as failing callbacks

        name, _ = describe_handle(handle)
        context: dict[str, Any] = {
            "message": f"Exception in callback {name}",
            "exception": error,
            "handle": handle,
        }
        self.call_exception_handler(context)

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Tell the watchers, then the exception handler."""
        for watcher in self._watchers:
            watcher.problem(context)
        super().call_exception_handler(context)

    # -- asking

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

    def draw(self, kind: str, likely: Sequence[float]) -> int:
        """Pick one of several options, as likely as said: the chooser does, or dice that fall alike."""
        if self._chooser is not None:
            return self._ask(kind, likely)
        if self._dice is None:
            self._dice = random.Random(0)  # noqa: S311 - to be repeated, not to be secret
        return self._dice.choices(range(len(likely)), likely)[0]

    def _admit_arrivals(self) -> None:
        """Ask which of the things that have arrived are seen now, and in which order."""
        while self._arrivals:
            heads = self._heads()
            options: list[object] = [handle for _, handle in heads]
            if self._ready or self._time_may_pass():
                options.append("later")
            picked = self._ask("arrival", options)
            if picked >= len(heads):
                return
            self._arrivals.remove(heads[picked])
            if not heads[picked][1]._cancelled:
                self._ready.append(heads[picked][1])

    def _heads(self) -> list[tuple[Hashable, asyncio.Handle]]:
        """Return the first arrival of each source; a result comes after what threads called before it."""
        first: dict[Hashable, tuple[Hashable, asyncio.Handle]] = {}
        for entry in tuple(self._arrivals):
            if entry[0] is RESULT and any(_is_of_thread(source) for source in first):
                break
            first.setdefault(entry[0], entry)
        return list(first.values())

    def _time_may_pass(self) -> bool:
        due = self.next_due() if self._asking and not self.held else None
        return due is not None and due - self._now <= self._slack

    def _ask_for_time(self) -> None:
        """Ask whether so much time passes, while steps are ready, that the next timer comes due."""
        while self._time_may_pass():
            due = self._timers[0][0]
            if not self._ask("time", ("stands still", "passes")):
                return
            self._slack -= due - self._now
            self.move_clock(due)

    def _take(self, left: int) -> Any:
        """Take the next of the `left` handles of this iteration: the first, unless steps may overtake."""
        if not self._policy.reorder or not self._asking:
            return self._ready.popleft()
        steps: list[asyncio.Handle] = []
        for handle in self._ready:
            if len(steps) == left or task_of(handle) is None:
                break
            steps.append(handle)
        picked = self._ask("ready", steps) if steps else 0
        handle = self._ready[picked]
        del self._ready[picked]
        return handle

    # -- not getting anywhere

    def _help_along(self) -> None:
        """Many steps ran and time stood still: go on, let time pass, or raise `Livelock`."""
        still_for = self.steps - self._still_since
        self._steps_allowed = self.steps + LOOK_EVERY
        if not self.virtual:
            return
        due = None if self.held else self.next_due()
        if due is not None and self._only_callbacks_spin():
            self.move_clock(due)
        elif still_for > self.limits.steps:
            self._time_moved()
            if self._arrivals or (not self._work_quiet() and self._work_outstanding()):
                self._release_arrivals()
                return
            self._forced += 1
            if due is None or self._forced > _FORCED_MOVES:
                self._raise_livelock()
            self.move_clock(due or 0)

    def _only_callbacks_spin(self) -> bool:
        """Tell whether only callbacks are ready that call themselves again, as anyio's cancel delivery."""
        return bool(self._ready) and not any(task_of(handle) is not None for handle in self._ready)

    def _release_arrivals(self) -> None:
        """Let in everything that a chooser held back for too long."""
        while self._arrivals:
            self._ready.append(self._arrivals.popleft()[1])

    def _raise_livelock(self) -> None:
        from asyncproof.loop.steps import describe_handle  # noqa: PLC0415 - only a stuck run pays for it
        from asyncproof.loop.waits import describe_steps  # noqa: PLC0415 - as above

        self._forced = 0
        seen: list[tuple[str, str]] = []
        while len(seen) < _SAMPLE and not self._stopping:
            self._collect_due(self.now_ns)
            if not self._ready:
                break
            handle = self._ready.popleft()
            seen.append(describe_handle(handle))
            self._run_watched(handle)
        if self._stopping:
            return
        message = (
            f"{self.limits.steps:,} steps ran, and neither did time pass nor did anything arrive from"
            f" outside. Raise the limit 'steps' if that is meant.\n{describe_steps(seen)}"
        )
        raise Livelock(message)


def _is_of_thread(source: Hashable) -> bool:
    return source == RESULT or (isinstance(source, tuple) and source[0] == THREAD)
