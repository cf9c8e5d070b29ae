"""`eventually`: something becomes true, soon enough."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.oracles.between import Between, standing
from asyncproof.oracles.errors import EventuallyError
from asyncproof.oracles.predicate import Predicate

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from typing_extensions import Self

MINUTE = 60.0
SHORTEST, LONGEST = 0.001, 0.05
"""Seconds between two looks where steps are not told; the longest pause is a share of all the time."""
MOST_SHOWN = 5


class eventually:  # noqa: N801 - it is awaited as a function is
    """Wait until something is true, and raise `EventuallyError` if that takes more than `within` seconds.

    `await asyncproof.eventually(lambda: queue.empty(), within=5)`. Or `async with`: then what is to become
    true may do so in the block, for a moment that is over at its end; if it did not, the end waits for it.
    In an explored run it is asked after every step of anybody, else from time to time. The seconds are the
    loop's.
    """

    def __init__(self, predicate: Callable[[], object], *, within: float = MINUTE) -> None:
        """Take what is to become true."""
        if not within >= 0:
            raise UsageError(f"within is a number of seconds from 0 up, not {within!r}.")
        self._predicate = Predicate(predicate, "eventually")
        self._within = within
        self._between: Between | None = None
        self._came_true = False
        self._waiter: asyncio.Future[None] | None = None
        self._deadline = 0.0

    def __await__(self) -> Generator[Any, None, None]:
        """Wait."""
        return self._in_all().__await__()

    async def __aenter__(self) -> Self:
        """Begin to look."""
        self._begin()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait for what is left of the time, unless the block has failed."""
        __tracebackhide__ = True
        try:
            if kind is None:
                await self._wait()
        finally:
            self._stop()

    async def _in_all(self) -> None:
        __tracebackhide__ = True
        self._begin()
        try:
            await self._wait()
        finally:
            self._stop()

    def _begin(self) -> None:
        self._deadline = asyncio.get_running_loop().time() + self._within
        self._came_true = self._predicate.holds()
        self._between = Between(self._look)

    def _stop(self) -> None:
        if self._between is not None:
            self._between.stop()

    def _look(self) -> None:
        if not self._came_true and self._predicate.holds():
            self._came_true = True
            self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def _wait(self) -> None:
        __tracebackhide__ = True
        if self._between is not None and self._between.is_told:
            await self._wait_for_steps()
        else:
            await self._look_from_time_to_time()
        if not self._came_true:
            raise EventuallyError(self._told())

    async def _wait_for_steps(self) -> None:
        loop = asyncio.get_running_loop()
        self._look()
        if self._came_true:
            return
        self._waiter = loop.create_future()
        timer = loop.call_at(self._deadline, self._wake)
        try:
            await self._waiter
        finally:
            timer.cancel()

    async def _look_from_time_to_time(self) -> None:
        loop = asyncio.get_running_loop()
        pause = SHORTEST
        while True:
            self._look()
            left = self._deadline - loop.time()
            if self._came_true or left <= 0:
                return
            await asyncio.sleep(min(pause, left))
            pause = max(SHORTEST, min(2 * pause, LONGEST * self._within))

    def _told(self) -> str:
        others = sorted(asyncio.all_tasks() - {asyncio.current_task()}, key=lambda task: task.get_name())
        lines = [f"  {standing(task)}" for task in others[:MOST_SHOWN]]
        if len(others) > MOST_SHOWN:
            lines.append(f"  ... and {len(others) - MOST_SHOWN} more tasks")
        tasks = "\n".join(["\nmeanwhile there is", *lines]) if lines else "\nand no other task is left"
        return f"what was to become true did not within {self._within:g} seconds:\n  {self._predicate}{tasks}"
