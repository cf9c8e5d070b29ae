"""Who sees each callback of every loop, just before and just after it runs: asyncio's own loops and ours.

Nobody looks on unless a block of `looking_on` is open, and else this costs nothing. asyncio has no public
place to see what its loops run, so `asyncio.Handle._run` is replaced while a block is open, and put back at
its end; ours look here. Loops that are not written in Python, as uvloop's, run their callbacks unseen.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from asyncproof.loop.handle import Arrival

if TYPE_CHECKING:
    from collections.abc import Iterator


MOST_TIMERS = 64
"""A heap of more timers is not looked through for what was just sent."""


class Onlooker(Protocol):
    """Sees what loops run, and changes nothing."""

    def begins(self, handle: asyncio.Handle) -> None:
        """Hear that a handle is about to run."""

    def ended(self, handle: asyncio.Handle) -> None:
        """Hear that it has run, well or badly."""


onlookers: list[Onlooker] = []
"""Only the last one sees what runs: those before it are outside of a run within a run."""


@contextmanager
def looking_on(onlooker: Onlooker) -> Iterator[None]:
    """Let somebody look on in this block."""
    place: Any = asyncio.Handle
    original = place._run
    onlookers.append(onlooker)
    if len(onlookers) == 1:
        place._run = seen(original)
    try:
        yield
    finally:
        onlookers.remove(onlooker)
        if not onlookers:
            place._run = original


def seen(run: Any) -> Any:
    """Return a way to run a handle that is looked at."""

    def _run(handle: asyncio.Handle) -> None:
        onlooker = onlookers[-1]
        onlooker.begins(handle)
        try:
            run(handle)
        finally:
            onlooker.ended(handle)

    return _run


def queued(loop: Any) -> tuple[int, int]:
    """Return how much waits in a loop's queues, so that later on what is new can be told."""
    return len(loop._ready), getattr(loop, "_timers_made", 0)


def queued_since(loop: Any, before: tuple[int, int]) -> Iterator[asyncio.Handle]:
    """Yield what one handle has put into its loop's queues: to run soon, or to arrive from outside later."""
    ready, made = before
    queue = loop._ready
    for place in range(ready, len(queue)):
        yield queue[place]
    if getattr(loop, "_timers_made", 0) != made and len(loop._timers) <= MOST_TIMERS:
        for _, number, timer in loop._timers:
            if number > made and type(timer) is Arrival:
                yield timer


def task_run_by(handle: Any) -> asyncio.Task[Any] | None:
    """Return the task, of whatever class, whose step a handle is; a call of its `cancel` is none."""
    callback = handle._callback
    owner: Any = getattr(callback, "__self__", None)
    is_task = asyncio.isfuture(owner) and hasattr(owner, "get_coro")
    return owner if is_task and getattr(callback, "__name__", "") != "cancel" else None


def brings_cancellation(task: asyncio.Task[Any], handle: Any) -> bool:
    """Say whether a step of a task, which a handle is about to run, begins with a `CancelledError`."""
    awoken_by = handle._args[0] if handle._args else None
    is_cancelled = asyncio.isfuture(awoken_by) and awoken_by.cancelled()
    return is_cancelled or bool(getattr(task, "_must_cancel", False))
