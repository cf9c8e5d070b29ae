"""The controlled loop: asyncio's selector loop, its order, time and network in a test's hands."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from asyncproof.core import AsyncproofError, StuckError, UsageError
from asyncproof.loop.clock import VirtualClock
from asyncproof.loop.limits import Limits
from asyncproof.loop.network.seams import NetworkSeams
from asyncproof.loop.policy import TIMING, Policy
from asyncproof.loop.turning import TurningLoop
from asyncproof.loop.unwinding import cancel_all, names_of_living

if TYPE_CHECKING:
    from collections.abc import Awaitable, Generator, Sequence

    from asyncproof.core import Chooser, Watcher
    from asyncproof.loop.network import Network

_T = TypeVar("_T")
_JUMPS_WHILE_UNWINDING = 1000
"""Moves of the clock that a stuck run is given to come to its end."""


class ControlledLoop(NetworkSeams, TurningLoop):
    """An event loop that never decides: what happens next is FIFO as in asyncio, or what its chooser says."""

    def __init__(
        self,
        *,
        chooser: Chooser | None = None,
        policy: Policy = TIMING,
        watchers: Sequence[Watcher] = (),
        virtual: bool = True,
        limits: Limits | None = None,
        network: Network | None = None,
    ) -> None:
        """Make a loop in virtual time, or in real time, that asks `chooser` what `policy` leaves open."""
        self.network = network
        self._unwinding = False
        self.clock = VirtualClock(self)
        super().__init__(
            virtual=virtual, limits=limits or Limits(), watchers=watchers, chooser=chooser, policy=policy
        )

    @property
    def main_task(self) -> asyncio.Future[Any] | None:
        """What `run_until_complete` waits for at the moment."""
        return self._main

    def run_forever(self) -> None:
        """Run until `stop()`, keeping an eye on the threads that start meanwhile."""
        self._work_run_begins()
        try:
            super().run_forever()
        finally:
            self._work_run_ends()

    def run_until_complete(self, future: Generator[Any, None, _T] | Awaitable[_T]) -> _T:
        """Run until the future is done; a run that is stuck is unwound, so its `finally` blocks run."""
        __tracebackhide__ = True
        self._check_closed()
        self._check_running()
        made_here = not asyncio.isfuture(future)
        before = self._identities
        main: asyncio.Future[_T] = asyncio.ensure_future(future, loop=self)  # type: ignore[arg-type] # whatever can be awaited
        if made_here:
            main._log_destroy_pending = False  # type: ignore[attr-defined] # as asyncio: its failure is raised here
        self._main = main
        self._time_moved()
        try:
            return super().run_until_complete(main)
        except asyncio.CancelledError:
            self._go_on_with_the_left_alone()
            raise
        except Exception as error:
            if not main.done():
                self._unwind(main, before, error)
            raise
        finally:
            self._main = self._main_waits_for = None
            self._jumps = 0
            if made_here and main.done() and not main.cancelled():
                main.exception()

    def _go_on_with_the_left_alone(self) -> None:
        """Let those come to their ends that were gathered with a task which the chooser cancelled.

        Who gathers hears of the cancellation and waits no longer, so a run would be over before it shows that
        they are stuck, for want of what the cancelled task has kept.
        """
        left = [future for future in self.left_alone if not future.done()]
        self.left_alone.clear()
        if left:
            chooser, self._chooser = self._chooser, None
            try:
                self.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            finally:
                self._chooser = chooser

    def _unwind(self, main: asyncio.Future[Any], before: int, error: Exception) -> None:
        """Cancel the main task and whatever was started since it was, and let them come to their ends.

        A task's hash is its number in this loop, so it tells who is younger than the run.
        """
        self._main = None
        stuck = [task for task in asyncio.all_tasks(self) if task is not main and hash(task) > before]
        cancel_all((main, *sorted(stuck, key=hash)))
        ends = asyncio.gather(main, *stuck, return_exceptions=True)
        self._main = ends
        chooser, self._chooser = self._chooser, None
        self._unwinding = True
        self._jumps, self.jumps_allowed = 0, min(self.jumps_allowed, _JUMPS_WHILE_UNWINDING)
        try:
            super().run_until_complete(ends)
        except StuckError:
            cancel_all((main, *stuck))
            if isinstance(error, AsyncproofError):
                error.message += (
                    f"\nand when it was cancelled for this, {names_of_living((main, *stuck))} did not end"
                )
        finally:
            self._chooser = chooser
            self._unwinding = False
            self.jumps_allowed = self.limits.jumps

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Tell the watchers and the exception handler, but not of cancellations that unwinding has caused."""
        if not (self._unwinding and isinstance(context.get("exception"), asyncio.CancelledError)):
            super().call_exception_handler(context)

    def reset(self) -> None:
        """Make the loop fresh for another run: instant 0, nothing recorded, nothing counted.

        Raises `UsageError` if the run before has left something behind.
        """
        self._check_closed()
        left = self._left_behind()
        if left:
            raise UsageError(
                f"this loop cannot be used again: {left} left behind by the run before. Make a new loop."
            )
        if self.network is not None:
            self.network.leave_loop()
        self._ready.clear()
        self._timers.clear()
        self._timers_made = self._identities = self._tasks_made = 0
        self._now = self._forced = self.steps = self._jumps = self._rounds = self._timers_before = 0
        self._choices.clear()
        self._given_up.clear()
        self._waited_since.clear()
        self.no_longer_awaited.clear()
        self._source_due.clear()
        self._begin_cancelling()
        self._forget_held()
        self._time_moved()
        self.clock = VirtualClock(self)

    def begin_again(self, chooser: Chooser, policy: Policy, network: Network | None = None) -> None:
        """Give a loop that was reset, and was made with a chooser, what the next run is to go by."""
        self._go_by(chooser, policy)
        self.network = network
        self._begin_cancelling()
        self._forget_held()

    @property
    def unmarked(self) -> bool:
        """Whether nothing has changed its ways: debug, a task factory, an executor, signals, generators."""
        return not (
            self._debug
            or self._task_factory is not None
            or self._default_executor is not None
            or self._signal_handlers
            or len(self._asyncgens)
            or self._asyncgens_shutdown_called
        )

    def _left_behind(self) -> str:
        if self.is_running():
            return "it is still running, with everything"
        if any(not handle._cancelled for handle in self._ready):
            return "callbacks that are ready were"
        if self.next_due() is not None or self._arrivals or self._pool:
            return "timers or arrivals were"
        if len(self._selector.get_map()) > 1:
            return "watched file descriptors were"
        if self.network is not None and (open_still := self.network.left_behind()):
            return f"{', '.join(open_still)} in memory were"
        pending = asyncio.all_tasks(self)
        return f"{len(pending)} pending tasks were" if pending else ""
