"""One loop for many runs, as long as each leaves it as it was: making a loop costs more than a short run."""

from __future__ import annotations

import asyncio
import gc
import sys
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from asyncproof.core import StuckError, UsageError
from asyncproof.loop import ControlledLoop, Network
from asyncproof.loop.unwinding import cancel_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Chooser, Watcher
    from asyncproof.loop import Limits, Policy


class LoopKeeper:
    """Gives each run a loop, and takes it back."""

    def __init__(self, limits: Limits) -> None:
        """Begin without a loop."""
        self.keeps = False
        """Whether a loop may serve again; if not, each run gets a new one."""
        self._limits = limits
        self._loop: ControlledLoop | None = None
        self._watched = False

    def take(self, chooser: Chooser, policy: Policy, watchers: Sequence[Watcher]) -> ControlledLoop:
        """Return a loop at its beginning, for one run."""
        network = Network(strict=False)
        if self._loop is not None and not watchers:
            self._loop.begin_again(chooser, policy, network)
            return self._loop
        self.drop()
        self._watched = bool(watchers)
        self._loop = ControlledLoop(
            chooser=chooser, policy=policy, watchers=watchers, limits=self._limits, network=network
        )
        return self._loop

    def references(self) -> tuple[int, int]:
        """Count what knows the loop: tasks, futures, locks, transports, and who keeps things by loop."""
        return sys.getrefcount(self._loop), weakref.getweakrefcount(self._loop or self)

    def tidy(self, usual: tuple[int, int]) -> None:
        """Collect what nobody needs any more, so that it speaks up in its own run and not in a later one."""
        if self.references() != usual:
            gc.collect(0)

    def give_back(self, usual: tuple[int, int]) -> None:
        """Keep the loop if nothing of the run is left that knows it; if in doubt, end it."""
        loop = self._loop
        is_as_new = loop is not None and self._is_as_new(loop)
        del loop
        if not is_as_new or self.references() != usual:
            self.drop()

    def _is_as_new(self, loop: ControlledLoop) -> bool:
        if not self.keeps or self._watched or not loop.unmarked:
            return False
        try:
            loop.reset()
        except UsageError:
            return False
        return True

    def drop(self) -> None:
        """End the loop, and all that runs in it."""
        loop, self._loop = self._loop, None
        if loop is None:
            return
        loop.set_exception_handler(_hear_nothing)
        loop.stop_watching()
        loop.stop_asking()
        try:
            with suppress(StuckError):
                _wind_down(loop)
        finally:
            loop.close()


def _wind_down(loop: ControlledLoop) -> None:
    left = asyncio.all_tasks(loop)
    if left:
        cancel_all(left)
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    if not loop.unmarked:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())


def _hear_nothing(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Be told of what happens after a run."""
