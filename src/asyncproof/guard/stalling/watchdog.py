"""A thread that looks every few milliseconds at what the event loop of the tests does, and since when.

There is one for the process, started with the first event loop and ended with the run. It belongs to
`_thread`, not to `threading`, so that no test finds it when it counts its threads. It looks on only while a
test runs, and touches nothing: how long a step has computed or slept is told by the operating system.
"""

from __future__ import annotations

import _thread
import gc
import os
import sys
import threading
import weakref
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from asyncproof.core.frames import frame_of_thread, looking_on
from asyncproof.guard.pending import owner_of
from asyncproof.guard.stalling.native import NativeTurn, native_turn_of
from asyncproof.guard.stalling.processor import Usage, meter_of
from asyncproof.guard.stalling.resting import rest
from asyncproof.guard.stalling.turn import Doing, Turn, turn_of
from asyncproof.loop.real.states import best_sight

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner
    from asyncproof.guard.stalling.processor import Meter

_CLOCK = (perf_counter,)
"""Where no tool looks that stops the clocks which it finds in the names of modules."""
PERIOD = 0.02
"""Seconds between two looks."""
_SHORT = 0.0005
_LATE = 0.01
"""A look that comes so much later was kept from coming: by a call that does not let other threads run."""
_MOSTLY = 0.7
"""A thread that shares the interpreter with busy ones runs for a larger part of its time than the rest."""
_OLD = 2
"""The generation of objects whose collection takes long."""


class Step:
    """One step of a loop, as long as it lasts: a callback, or a task until it waits."""

    def __init__(self, handle: Any, owner: Owner | None, now: float) -> None:
        """Begin with nothing counted; the handle is not kept alive."""
        self._handle = weak(handle)
        self.owner = owner
        """For whom it works."""
        self.began = now
        self.asleep = 0.0
        """Seconds for which the thread has, until now, not run at all, in one go."""
        self.cpu = 0.0
        """Seconds for which it has computed, without collecting garbage."""
        self.slept = 0.0
        """Seconds for which it has not run, in all."""
        self.looks = 0
        self.told = False
        """Whether a guard has told of it."""
        self.looked = False
        """Whether somebody has looked who could end the call in which it stands still."""
        self.breaking = 0.0
        """When it was last interrupted."""

    def is_at(self, handle: Any) -> bool:
        """Say whether it is the step of this handle, and has not ended."""
        return handle is not None and self._handle() is handle

    def end(self) -> None:
        """Hear that the loop has come to do something else."""
        self._handle = _nothing


class Wait:
    """One stretch of time in which a loop waits and does not run at all."""

    def __init__(self, now: float) -> None:
        """Begin."""
        self.began = now
        self.asleep = 0.0


class Onlooker(Protocol):
    """Whoever wants to hear of steps and waits, in the watchdog's own thread."""

    def stepping(self, step: Step, turn: Turn) -> None:
        """Look at a step that goes on."""

    def waiting(self, wait: Wait, turn: Turn) -> None:
        """Look at a loop that waits."""

    def running(self, turn: Turn, now: float, used: float) -> None:
        """Look at a loop, whatever it does; *used* is what the thread has computed since the last look."""


class Watchdog:
    """Looks on for one run; while a run goes on inside of another, only the inner one looks."""

    active: ClassVar[list[Watchdog]] = []

    def __init__(self, host: Host) -> None:
        """Look on for the guards of one run."""
        self._host = host
        self._onlookers: list[tuple[int, Onlooker]] = []
        self._ident = threading.main_thread().ident or 0
        self._bell: _thread.LockType | None = None
        self._gone = _thread.allocate_lock()
        self._pid = 0
        self._last = self.now = _CLOCK[0]()
        self._usage = Usage(0.0, 0.0, 0)
        self._own: Meter | None = None
        self._queued = self._kept = 0.0
        self.step: Step | None = None
        self.wait: Wait | None = None
        self._collected = 0.0, 0.0
        """Seconds for which garbage was collected, and when it was last begun with; 0 if that is over."""
        self._collected_before = 0.0
        self.troubles = 0
        """How often a look has failed."""
        self.told: set[tuple[int, str, int]] = set()
        """Owners and lines that were told of, so that one cause is told once."""

    # ------------------------------------------------------------------ begin and end

    def join(self, onlooker: Onlooker, order: int) -> None:
        """Show steps and waits to a guard too; those with the lowest number look first."""
        if not self._onlookers:
            Watchdog.active.append(self)
            gc.callbacks.append(self._collects)
        self._onlookers.append((order, onlooker))
        self._onlookers.sort(key=lambda pair: pair[0])

    def leave(self, onlooker: Onlooker) -> None:
        """Show a guard nothing any more; with the last one the thread ends."""
        self._onlookers = [pair for pair in self._onlookers if pair[1] is not onlooker]
        if not self._onlookers and self in Watchdog.active:
            Watchdog.active.remove(self)
            gc.callbacks.remove(self._collects)
            self.pause()

    def is_led_by(self, onlooker: Onlooker) -> bool:
        """Say whether a guard is the first of those who look on: it does for all what has to be done once."""
        return self._onlookers[0][1] is onlooker

    def wake(self) -> None:
        """See that the thread is there; from the thread of the tests."""
        if self._pid == os.getpid() or threading.get_ident() != self._ident:
            return
        self._pid = os.getpid()
        best_sight()  # it is found out by way of a thread, which is better started from here
        self._bell, self._gone = _thread.allocate_lock(), _thread.allocate_lock()
        self._bell.acquire()
        self._gone.acquire()
        meter = meter_of(self._ident, threading.get_native_id())
        _thread.start_new_thread(self._run, (self._bell, self._gone, meter))

    def pause(self) -> None:
        """End the thread, and wait until it is gone."""
        bell, self._bell = self._bell, None
        if bell is None or self._pid != os.getpid():
            return
        self._pid = 0
        bell.release()
        while not self._gone.acquire(blocking=False):  # who looks for blocking calls must not find this one
            rest(_SHORT)

    # ------------------------------------------------------------------ the thread

    def _run(self, bell: _thread.LockType, gone: _thread.LockType, meter: Meter) -> None:
        self._own = meter_of(threading.get_ident(), threading.get_native_id())
        looking_on.add(threading.get_ident())
        try:
            while not bell.acquire(timeout=PERIOD):
                is_due = Watchdog.active and Watchdog.active[-1] is self and self._host.running is not None
                self._safely(self._look if is_due else self._look_away, meter)
        finally:
            looking_on.discard(threading.get_ident())
            self._own.close()
            self._own = None
            meter.close()
            gone.release()

    def _safely(self, look: Callable[[Meter], None], meter: Meter) -> None:
        try:
            look(meter)
        except Exception:  # noqa: BLE001 - what it looks at goes on meanwhile: there is always a next time
            self.troubles += 1

    def _look_away(self, meter: Meter) -> None:
        """Let time go by between two tests: what is used then is of no step."""
        self.step = self.wait = None
        self._last, self._usage = _CLOCK[0](), meter.read()
        self._take_collected()
        self._take_queued()

    def _look(self, meter: Meter) -> None:
        now, usage = _CLOCK[0](), meter.read()
        self.now = now
        before, self._usage = self._usage, usage
        elapsed, self._last = now - self._last, now
        self._kept = elapsed - self._take_queued()
        computed = max(0.0, usage.cpu - before.cpu - self._take_collected())
        waited = usage.waited - before.waited
        ran = usage.turns != before.turns if usage.turns else usage.cpu != before.cpu
        if not ran and meter.is_ready():  # it is no sleeper: the machine is busy
            ran, waited = True, elapsed
        turn = self.turn_at(frame_of_thread(self._ident))
        if turn is None:
            self.step = self.wait = None
            return
        for _, onlooker in self._onlookers:
            onlooker.running(turn, now, computed)
        if turn.doing is Doing.WAITING:
            self.step = None
            self._wait(turn, now, elapsed, ran=ran)
        else:
            self.wait = None
            self._step(turn, now, elapsed, (computed, waited), ran=ran)

    def turn_at(self, frame: FrameType | None) -> Turn | None:
        """Return what the thread of the tests does with a loop, given its innermost frame."""
        turn = turn_of(frame)
        if turn is None and "uvloop" in sys.modules:
            return native_turn_of(frame, tuple(self._host.loops))
        return turn

    def _wait(self, turn: Turn, now: float, elapsed: float, *, ran: bool) -> None:
        wait = self.wait
        if wait is None or ran:
            self.wait = Wait(now)
            return
        wait.asleep += min(elapsed, PERIOD + _LATE)
        for _, onlooker in self._onlookers:
            onlooker.waiting(wait, turn)

    def _step(self, turn: Turn, now: float, elapsed: float, used: tuple[float, float], *, ran: bool) -> None:
        step, handle = self.step, turn.handle
        computed, waited = used
        if step is None or not step.is_at(handle):
            step = self.step = Step(handle, owner_of(handle) or self._host.running, now)
            if isinstance(turn, NativeTurn):  # its task may make many steps between two looks
                turn.loop.call_soon_threadsafe(step.end)
            # So late a look was kept from coming by one call, and that one has been made just now.
            step.cpu = min(computed, self._kept - PERIOD) if self._kept > PERIOD + 3 * _LATE else 0.0
        else:
            step.cpu += computed
            step.asleep = 0.0 if ran else step.asleep + elapsed
            step.looked = step.looked and not ran
            slept = elapsed - computed - waited
            if elapsed < PERIOD + _LATE and slept > _MOSTLY * elapsed:
                step.slept += slept
        step.looks += 1
        for _, onlooker in self._onlookers:
            onlooker.stepping(step, turn)

    def _take_queued(self) -> float:
        """Return for how long this thread has only waited for a processor since it was asked last."""
        before, self._queued = self._queued, 0.0 if self._own is None else self._own.read().waited
        return max(0.0, self._queued - before)

    # ------------------------------------------------------------------ garbage

    def _collects(self, phase: str, info: dict[str, int]) -> None:
        if info["generation"] < _OLD:
            return
        collected, begun = self._collected
        if phase == "start":
            self._collected = collected, _CLOCK[0]()
        else:
            self._collected = collected + _CLOCK[0]() - begun, 0.0

    def _take_collected(self) -> float:
        collected, begun = self._collected
        if begun:  # it may be over by now, but this thread has come before whoever tells us
            collected += _CLOCK[0]() - begun
        before, self._collected_before = self._collected_before, collected
        return collected - before


def _before_fork() -> None:
    """Take the thread away, as Python warns of forks in processes with several."""
    for dog in Watchdog.active:
        dog.pause()


def _after_fork() -> None:
    for dog in Watchdog.active[-1:]:
        dog.wake()


_at_forks: Any = getattr(os, "register_at_fork", dict)  # where there are no forks, nothing is registered
_at_forks(before=_before_fork, after_in_parent=_after_fork)


def weak(thing: Any) -> Callable[[], Any]:
    """Return what to ask for a thing, as long as others keep it alive."""
    if thing is not None:
        with suppress(TypeError):
            return weakref.ref(thing)
    return _nothing


def _nothing() -> None:
    return None
