"""How a loop stands between two iterations: all of its own that what happens next depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from asyncproof.loop.handle import task_of
from asyncproof.loop.holding import Held, Waiting

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Hashable

    from asyncproof.loop.controlled import ControlledLoop


class Coming(NamedTuple):
    """Something that comes when the chooser says so."""

    handle: asyncio.Handle
    since: int
    """Its place among the moments at which they began to wait."""
    source: Hashable = None
    """Where it comes from; nothing for what only stands in for the outside world."""

    @property
    def owner(self) -> object:
        """The task whose step it is, or the future that ends a sleep."""
        task = task_of(self.handle)
        if task is not None:
            return task
        arguments: Any = self.handle._args
        return arguments[0] if arguments else self.handle


class Snapshot(NamedTuple):
    """How a loop stands at one moment."""

    main: object
    """What it runs for."""
    left: tuple[object, ...]
    """The time, what is left of it, and of what may happen so many times in a run."""
    ready: list[asyncio.Handle]
    timers: list[tuple[int, asyncio.Handle]]
    arrivals: list[tuple[Hashable, asyncio.Handle]]
    coming: list[Coming]
    moments: tuple[int, int]
    """Where, among the moments of what is coming, this iteration may have begun, and the present is."""
    others: list[object]
    """Whom it tells of steps and errors, its network, whose cancellation it has caused, its generators."""

    def without_moments(self) -> Snapshot:
        """Leave out who of those that may come has waited for longer."""
        return self._replace(coming=[one._replace(since=0) for one in self.coming], moments=(0, 0))


def snapshot(loop: ControlledLoop) -> Snapshot | None:
    """Say how a loop stands; None if work that is not in its hands may change that at any moment."""
    if len(loop._selector.get_map()) > 1 or (not loop._work_quiet() and loop._work_outstanding()):
        return None
    ready = [handle for handle in loop._ready if not handle._cancelled]
    pool = [one for one in loop._pool if not one.handle._cancelled]
    if loop._holding and not loop._waits() and not loop._is_due():  # all of it is about to join the pool
        pool += [Waiting(Held(0), handle, loop.steps) for handle in ready]
        ready = []
    known = sorted({one.since for one in pool} | {loop._first - 1, loop.steps})
    return Snapshot(
        loop._main,
        (loop._now, loop._slack, loop._cancellations_left, loop.faults_left, loop._came_due, loop._stopping),
        ready,
        [(due, handle) for due, _, handle in sorted(loop._timers) if not handle._cancelled],
        list(loop._arrivals),
        [
            Coming(
                one.handle, known.index(one.since), None if isinstance(one.source, Held) else (one.source,)
            )
            for one in pool
        ],
        (known.index(loop._first - 1), known.index(loop.steps)),
        [
            loop._after_steps,
            loop.get_exception_handler(),
            loop.network,
            loop.left_alone,
            list(loop._hit),
            [limit.timer for limit in loop._limits if limit.is_open],
            *sorted(loop._asyncgens, key=lambda one: one.__qualname__),
        ],
    )


def is_alone(loop: ControlledLoop) -> bool:
    """Tell whether at most one thing may happen next, so that nothing is asked."""
    return len(loop._ready) + len(loop._pool) + len(loop._arrivals) + len(loop._timers) <= 1
