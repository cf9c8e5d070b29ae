"""The heart of the loop: one iteration after the other, lean, or asking a chooser and telling watchers."""

from __future__ import annotations

import time
from asyncio.log import logger
from typing import TYPE_CHECKING, Any

from asyncproof.core import Livelock
from asyncproof.loop.cancelling import CancellingLoop
from asyncproof.loop.handle import task_of
from asyncproof.loop.idling import LOOK_EVERY
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


class TurningLoop(CancellingLoop):
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
        self._slack = policy.slack
        self._forced = 0
        if watchers:
            from asyncproof.loop.steps import make_step  # noqa: PLC0415 - only who is watched pays for it

            self._make_step = make_step
        super().__init__(virtual=virtual, limits=limits, watchers=watchers, chooser=chooser, policy=policy)

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

    def _turn_watched(self) -> None:  # noqa: C901 - the path of explored runs: as above
        ready, timers, arrivals, holding = self._ready, self._timers, self._arrivals, self._holding
        reorder = self._policy.reorder and self._asking
        while True:
            if timers or arrivals or holding or self._polls:
                self._take_in()
            if ready:
                if timers:
                    self._ask_for_time()
            elif arrivals:  # all of them later, so that time passes
                self._let_time_pass()
                continue
            else:
                self._slack = self._policy.slack
                self._idle()
                if holding:
                    self._hold_back()
            for left in range(len(ready), 0, -1):
                handle = self._take(left) if reorder else ready.popleft()
                if self._cancellations_left:
                    self._ask_to_cancel()
                self._run_watched(handle)
            if self._stopping:
                return
            if self.steps > self._steps_allowed:
                self._help_along()

    def _take_in(self) -> None:
        """Make ready what is due and what has arrived, as far as the chooser lets it in."""
        if self._polls:
            self._poll(0)
        self._collect_due(self.now_ns)
        if self._holding:
            self._hold_back()
        if self._arrivals:
            self._admit_arrivals()

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

    # -- what comes next

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
        if len(self._arrivals) == 1:
            return [self._arrivals[0]]
        first: dict[Hashable, tuple[Hashable, asyncio.Handle]] = {}
        for entry in tuple(self._arrivals):
            if entry[0] is RESULT and any(_is_of_thread(source) for source in first):
                break
            first.setdefault(entry[0], entry)
        return list(first.values())

    def _ask_for_time(self) -> None:
        """Ask whether so much time passes, while steps are ready, that the next timer comes due."""
        while self._time_may_pass():
            if not self._ask("time", ("stands still", "passes")):
                return
            self._let_time_pass()

    def _let_time_pass(self) -> None:
        """Let the next timer come due, although something else could happen."""
        due = self._timers[0][0]
        self._slack -= due - self._now
        self.move_clock(due)

    def _take(self, left: int) -> Any:
        """Take one of the `left` handles of this iteration: steps may overtake each other."""
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
