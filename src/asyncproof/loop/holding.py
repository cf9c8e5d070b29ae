"""What may happen at another moment: arrivals from outside, and what stands in for them.

An iteration of asyncio's loop runs what was called by the iteration before it, then what has arrived from
outside meanwhile, then the timers that are due; what these call waits for the next iteration. So an arrival
comes after what was called before it, and either before or after what is called now. Where a policy lets
the outside world be slow, starts of tasks, bare yields and the ends of sleeps are arrivals as well, of a
source of their own each.

A question is put only when its answers lead to different runs. As long as nothing but such steps is ready,
nobody can tell where one iteration ends and the next begins, so it is only asked which step is next. When
one of them calls something, all steps back to `_first` may have been one iteration; what they left may then
be at its place in the next one, before what was called, or come now, or later.
"""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from asyncproof.loop.bookkeeping import only_counts
from asyncproof.loop.handle import has_not_begun, task_of
from asyncproof.loop.questions import ARRIVAL, LATENCY, LATER, READY, TIME
from asyncproof.loop.scheduling import RESULT, THREAD
from asyncproof.loop.stepping import SteppingLoop

if TYPE_CHECKING:
    from collections.abc import Hashable

    from asyncproof.core import Instant

STEP = "TaskStepMethWrapper"
"""The type of the callback by which asyncio's C task runs for the first time, or after a bare yield."""
_STEPS: dict[type, bool] = {}
"""Which types of callbacks are of that name."""
_WAKE_SLEEPER = getattr(asyncio.futures, "_set_result_unless_cancelled", None)
"""What ends an `asyncio.sleep`."""


class Held(NamedTuple):
    """The source of one thing that stands in for the outside world."""

    number: int


class Waiting(NamedTuple):
    """Something that comes when the chooser says so."""

    source: Hashable
    handle: asyncio.Handle
    since: int
    """Which step it came after: it may be seen in an iteration that began later than that step."""


class HoldingLoop(SteppingLoop):
    """Asks of what has arrived when it is seen, and of what stands in for it when it comes."""

    _slack: Instant
    """How much time may still pass while something else could happen."""

    def __init__(self, **settings: Any) -> None:
        """Start with nothing held back."""
        super().__init__(**settings)
        self._forget_held()

    def _forget_held(self) -> None:
        self._slack = self._policy.slack
        self._holding = self._policy.latency and self._asking
        self._times_held = 0
        self.moments_matter = False
        """Whether it could make a difference, so far, who of those that may come has waited for longer."""
        self._first = 0
        """The first step that may have been in this iteration."""
        self._came_due = 0
        """How many of the last that are ready are timers that a chooser has let come due."""

    # -- what is ready

    def _run_ready(self, count: int, since: int) -> None:
        """Run the first so many of what is ready, but for what comes later."""
        ready, holding = self._ready, self._holding
        reorder = self._policy.reorder and self._asking
        for left in range(count, 0, -1):
            if reorder:
                self._run_next(self._take(left))
            elif holding and self._may_be_held(ready[0]) and self._comes_later(left):
                self._times_held += 1
                self._pool.append(Waiting(Held(self._times_held), ready.popleft(), since))
            else:
                self._run_next(ready.popleft())

    def _comes_later(self, left: int) -> bool:
        """Ask it of what is next, unless this is the same as to come with all others that may."""
        return not self._waits(left) or self._ask(LATENCY, (self._ready[0], LATER)) > 0

    def _may_be_held(self, handle: Any) -> bool:
        return _stands_in(handle) and (self._policy.starts or not self._lets_begin(handle))

    def _lets_begin(self, handle: Any) -> bool:
        """Tell whether this is a start, or the bare yield by which the main task waits for one."""
        task = task_of(handle)
        return task is not None and (task is self._main or has_not_begun(task))

    def _waits(self, count: int | None = None) -> bool:
        """Tell whether something is ready that can't come later and that others might notice."""
        ready, holding = self._ready, self._holding
        for handle in ready if count is None else islice(ready, count):
            if handle._cancelled or (holding and self._may_be_held(handle)):
                continue
            if not only_counts(handle._callback, handle._args):
                return True
        return False

    def _take(self, left: int) -> Any:
        """Take one of the `left` handles of this iteration: steps may overtake each other."""
        steps: list[asyncio.Handle] = []
        for handle in self._ready:
            if len(steps) == left or task_of(handle) is None:
                break
            steps.append(handle)
        picked = self._ask(READY, steps) if steps else 0
        handle = self._ready[picked]
        del self._ready[picked]
        return handle

    # -- what has arrived

    def _take_arrived(self, count: int, since: int) -> None:
        """Take in what was there when the iteration began."""
        for _ in range(count):
            self._pool.append(Waiting(*self._arrivals.popleft(), since))

    def _let_in(self, start: int, *, ran: bool) -> None:
        """Ask what of the pool, from a place on, comes now, one after the other, until the rest is for later.

        If nothing else is ready and nothing ran in this iteration, one of them has to, or time passes.
        """
        while len(self._pool) > start:
            waits = self._waits() or self._stopping or self._is_due()
            if ran and not waits:
                return  # nothing tells this iteration from the next one
            heads = self._heads(start)
            if not heads:
                return
            options: list[Waiting | None] = [*heads]
            if waits:  # stock asyncio lets in what was there before this iteration, and nothing else
                self.moments_matter = True
                options.insert(sum(one.since < self._first for one in heads), None)
            elif self._time_may_pass():
                options.append(None)
            answers = [LATER if one is None else one.handle for one in options]
            picked = options[self._ask(ARRIVAL, answers)]
            if picked is None:
                self._leave_for_later(waits=waits)
                return
            self._pool.remove(picked)
            self._first = max(self._first, picked.since + 1)
            self._run_next(picked.handle)
            ran = True

    def _leave_for_later(self, *, waits: bool) -> None:
        """Have what this iteration left at its place in the next one; if nothing waits, let time pass."""
        if not waits:
            self._let_time_pass()
            return
        placed = [one for one in self._pool if one.since >= self._first and isinstance(one.source, Held)]
        for one in reversed(placed):
            self._pool.remove(one)
            self._ready.appendleft(one.handle)

    def _heads(self, start: int) -> list[Waiting]:
        """Return the first arrival of each source; a result comes after what threads called before it."""
        self._pool[start:] = pool = [one for one in self._pool[start:] if not one.handle._cancelled]
        if len(pool) == 1:
            return pool
        first: dict[Hashable, Waiting] = {}
        for one in pool:
            if one.source is RESULT and any(_is_of_thread(source) for source in first):
                break
            first.setdefault(one.source, one)
        return sorted(first.values(), key=lambda one: one.since >= self._first)

    def _release_arrivals(self) -> None:
        """Let in everything that a chooser held back for too long."""
        self._take_arrived(len(self._arrivals), self.steps)
        self._ready.extend(one.handle for one in self._pool)
        self._pool.clear()

    def _is_due(self) -> bool:
        """Tell whether a timer comes due as soon as the next iteration begins."""
        due = self.next_due()
        return due is not None and due <= self.now_ns

    # -- time that passes although something could happen

    def _time_may_pass(self) -> bool:
        due = self.next_due() if self._asking and not self.held else None
        return due is not None and due - self._now <= self._slack

    def _ask_for_time(self) -> None:
        """Ask whether so much time passes, while steps are ready, that the next timer comes due."""
        while self._time_may_pass():
            if not self._ask(TIME, ("stands still", "passes")):
                return
            self._let_time_pass()

    def _let_time_pass(self) -> None:
        """Let the next timer come due, although something else could happen."""
        due = self._timers[0][0]
        self._slack -= due - self._now
        before = len(self._ready)
        self.move_clock(due)
        self._came_due += len(self._ready) - before


def _stands_in(handle: Any) -> bool:
    """Tell whether this stands in for the outside world: a start, a bare yield, the end of a sleep."""
    callback = handle._callback
    kind = type(callback)
    is_step = _STEPS.get(kind)
    if is_step is None:
        is_step = _STEPS[kind] = kind.__name__ == STEP
    return is_step or (callback is _WAKE_SLEEPER and callback is not None)


def _is_of_thread(source: Hashable) -> bool:
    return source == RESULT or (isinstance(source, tuple) and source[0] == THREAD)
