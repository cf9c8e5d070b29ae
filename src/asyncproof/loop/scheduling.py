"""The queues of the loop: what is ready, what is due later, what has arrived; and how things get in."""

from __future__ import annotations

import asyncio
import heapq
import threading
import time
from collections import deque
from contextvars import copy_context
from heapq import heappush
from typing import TYPE_CHECKING, Any

from asyncproof.core import Instant, not_before
from asyncproof.loop.handle import Arrival, Handle, Timer
from asyncproof.loop.making import MakingLoop

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from contextvars import Context

FOREVER: Instant = 1 << 100
"""When a timer of infinitely many seconds comes due: never."""
THREAD = "thread"
RESULT = ("result of a thread", 0)
"""The sources of what a thread calls, and of what the loop's own thread takes over from one that is done."""
_SWEEP_FROM = 256
"""Timers in the heap before the dead ones among them are first swept out."""


class SchedulingLoop(MakingLoop):
    """Takes callbacks, timers and arrivals in, on a clock of integer nanoseconds."""

    _careful = True
    """Whether the slow, checking way in is taken: in debug mode, and once the loop is closed."""

    def __init__(self, *, virtual: bool, asking: bool) -> None:
        """Start with empty queues at instant 0."""
        self.virtual = virtual
        self._asking = asking
        self._now: Instant = 0
        self._timers: list[tuple[Instant, int, Any]] = []
        self._timers_made = 0
        self._sweep_at = _SWEEP_FROM
        self._arrivals: deque[tuple[Hashable, asyncio.Handle]] = deque()
        """What has come from outside since the iteration began."""
        self._pool: list[Any] = []
        """What came before that and was not seen yet, in the order in which stock asyncio would see it."""
        self._source_due: dict[Hashable, Instant] = {}
        self._blocked = False
        super().__init__()

    # -- time

    @property
    def now_ns(self) -> Instant:
        """The loop's time in nanoseconds."""
        return self._now if self.virtual else time.monotonic_ns()

    def time(self) -> float:
        """Return the loop's time in seconds."""
        return self._now / 1e9 if self.virtual else time.monotonic()

    def next_due(self) -> Instant | None:
        """Return when the next living timer comes due, if one ever does."""
        timers = self._timers
        while timers and timers[0][2]._cancelled:
            heapq.heappop(timers)
        return timers[0][0] if timers and timers[0][0] < FOREVER else None

    def _collect_due(self, now: Instant) -> None:
        """Make ready, in deadline order, every timer that is due."""
        timers = self._timers
        while timers and timers[0][0] <= now:
            timer = heapq.heappop(timers)[2]
            if timer._cancelled:
                continue
            if type(timer) is Arrival:
                self._admit_arrival(timer)
            else:
                self._ready.append(timer)

    def _sweep(self) -> None:
        """Throw dead timers out of a heap that has grown; it may then double before it is swept again."""
        self._timers[:] = [entry for entry in self._timers if not entry[2]._cancelled]
        heapq.heapify(self._timers)
        self._sweep_at = max(_SWEEP_FROM, 2 * len(self._timers))

    # -- callbacks

    def call_soon(  # type: ignore[override] # the stub ties the arguments' types to the callback's
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Run the callback in the next iteration, after everything that is ready before it.

        This is the checking way in, for debug mode and for a closed loop.
        """
        handle: Any = super().call_soon(callback, *args, context=context)
        if handle._source_traceback:
            del handle._source_traceback[-1]
        return handle  # type: ignore[no-any-return] # typed loosely for its private part

    def call_later(  # type: ignore[override] # the stub ties the arguments' types to the callback's
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Any:
        """Run the callback when `delay` seconds have passed."""
        if delay is None:
            message = "delay must not be None"
            raise TypeError(message)
        if self._careful:
            self._check_call(callback, "call_later")
        try:
            now = self._now if self.virtual else time.monotonic_ns()
            due = now + (round(delay * 1e9) or delay > 0)  # what is not yet is a nanosecond away at least
        except OverflowError:
            due = FOREVER
        if self._careful:
            timer = self._make_timer(due, callback, args, context)
        else:
            timer = Timer(due, callback, args, copy_context() if context is None else context)
        self._timers_made = number = self._timers_made + 1
        heappush(self._timers, (due, number, timer))
        if len(self._timers) > self._sweep_at:
            self._sweep()
        return timer

    def call_at(  # type: ignore[override] # the stub ties the arguments' types to the callback's
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Any:
        """Run the callback when the loop's time is `when`."""
        if when is None:
            message = "when cannot be None"
            raise TypeError(message)
        if self._careful:
            self._check_call(callback, "call_at")
        try:
            due = not_before(when)
        except OverflowError:
            due = FOREVER
        timer = self._make_timer(due, callback, args, context)
        self._push(due, timer)
        return timer

    def _make_timer(
        self, due: Instant, callback: Callable[..., object], args: tuple[Any, ...], context: Context | None
    ) -> Any:
        if not self._debug:
            return Timer(due, callback, args, copy_context() if context is None else context)
        timer: Any = asyncio.TimerHandle(due / 1e9, callback, args, self, context)
        del timer._source_traceback[-2:]
        return timer

    def _push(self, due: Instant, timer: Any) -> None:
        self._timers_made = number = self._timers_made + 1
        heappush(self._timers, (due, number, timer))
        if len(self._timers) > self._sweep_at:
            self._sweep()

    def call_soon_threadsafe(  # type: ignore[override] # the stub ties the arguments' types to the callback's
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Run the callback soon, asked from any thread; from another thread it is an arrival from outside."""
        self._check_closed()
        handle: Any
        if self._debug:
            self._check_callback(callback, "call_soon_threadsafe")
            handle = asyncio.Handle(callback, args, self, context)
            del handle._source_traceback[-1]
        else:
            handle = Handle(callback, args, copy_context() if context is None else context)
        caller = threading.get_ident()
        if self._thread_id not in (None, caller):
            self._heard_from(threading.get_native_id())
            source = (THREAD, caller)
        else:
            source = RESULT
        if self._asking and (source is not RESULT or self._arrivals or self._pool):
            self._arrivals.append((source, handle))
        else:
            self._ready.append(handle)
        if self._blocked or self._thread_id is None:
            self._write_to_self()
        return handle  # type: ignore[no-any-return] # typed loosely for its private part

    def _heard_from(self, native_id: int) -> None:
        """Take note that a thread has called in."""

    def _check_call(self, callback: Callable[..., object], name: str) -> None:
        self._check_closed()
        self._check_thread()
        self._check_callback(callback, name)

    # -- arrivals from outside

    def arrive(
        self, source: Hashable, callback: Callable[..., object], *args: Any, delay: Instant = 0
    ) -> asyncio.Handle:
        """Run the callback when something from outside has come, `delay` nanoseconds from now.

        What comes from one source keeps its order; a chooser may reorder what comes from different ones.
        """
        if self._careful:
            self._check_call(callback, "arrive")
        now = self.now_ns
        due = max(now + delay, self._source_due.get(source, 0))
        if due > now:
            timer = Arrival(due, callback, args, copy_context())
            timer.source = source
            self._source_due[source] = due
            self._push(due, timer)
            return timer
        handle = Handle(callback, args, copy_context())
        if self._asking:
            self._arrivals.append((source, handle))
        else:
            self._ready.append(handle)
        return handle

    def _admit_arrival(self, timer: Arrival) -> None:
        if self._source_due.get(timer.source) == timer.due:
            del self._source_due[timer.source]
        if self._asking:
            self._arrivals.append((timer.source, timer))
        else:
            self._ready.append(timer)

    def _add_callback(self, handle: asyncio.Handle) -> None:
        """Take in what the selector or a signal made ready."""
        if not self._asking:
            self._ready.append(handle)
        elif all(
            handle is not entry[1] for entry in (*self._pool, *tuple(self._arrivals))
        ):  # it is polled again
            self._arrivals.append((("fd", id(handle)), handle))

    # -- modes

    def set_debug(self, enabled: bool) -> None:  # noqa: FBT001 - asyncio's signature
        """Turn asyncio's debug mode on or off."""
        super().set_debug(enabled)
        self._be_careful(careful=enabled or self.is_closed())

    def _be_careful(self, *, careful: bool) -> None:
        """Take the checking way in, or the lean one: a `call_soon` of this very loop hiding the method."""
        self._careful = careful
        if careful:
            self.__dict__.pop("call_soon", None)
        else:
            self.__dict__["call_soon"] = _lean_call_soon(self._ready)

    def close(self) -> None:
        """Close the loop and let go of everything that it holds."""
        super().close()
        self._be_careful(careful=True)
        self._timers.clear()
        self._arrivals.clear()
        self._pool.clear()
        self._source_due.clear()


def _lean_call_soon(ready: deque[asyncio.Handle]) -> Callable[..., asyncio.Handle]:
    """Return a `call_soon` that checks nothing: it is called for every step, so each look-up counts."""
    append = ready.append

    def call_soon(
        callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        handle = Handle(callback, args, copy_context() if context is None else context)
        append(handle)
        return handle

    return call_soon
