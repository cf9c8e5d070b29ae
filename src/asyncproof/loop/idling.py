"""What the loop does when nothing is ready: wait for real work, let time pass, or say that it is stuck."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from heapq import heappop
from typing import TYPE_CHECKING, Any

from asyncproof.core import Deadlock, Instant, Livelock
from asyncproof.loop.handle import Timer
from asyncproof.loop.lending import LendingLoop
from asyncproof.loop.real import RealWork
from asyncproof.loop.scheduling import FOREVER

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from asyncproof.core import Watcher
    from asyncproof.loop.limits import Limits
    from asyncproof.loop.real import Work

_FIRST_PAUSE, _LONGEST_PAUSE = 0.0002, 0.005
"""Real seconds between two looks at outside work that cannot wake the loop by itself."""
LOOK_EVERY = 1000
"""Steps after which a run whose time stands still is looked at."""
_MOST_ROUNDS = 20
"""How often the limit of jumps may be reached while a timer is set that is older than all of them."""


class IdlingLoop(RealWork, LendingLoop):
    """Knows what to do when there is nothing to do."""

    def __init__(self, *, virtual: bool, asking: bool, limits: Limits, watchers: Sequence[Watcher]) -> None:
        """Start with nothing given up and nobody waiting for an idle moment."""
        self.limits = limits
        self.held = 0 if virtual else 1
        """How many reasons there are for time not to jump by itself: real time, and each `clock.freeze()`."""
        self._watchers = tuple(watchers)
        self._main: asyncio.Future[Any] | None = None
        self._main_waits_for: object = None
        self._main_looked: tuple[object, ...] = ()
        self._jumps = self._rounds = self._timers_before = 0
        self.jumps_allowed = limits.jumps
        self.steps = 0
        self.most_steps: float = float("inf")
        """How many steps the run may take in all, where who runs it knows how many would be plenty."""
        self._still_since = 0
        self._steps_allowed = LOOK_EVERY
        self._waited_since: dict[Hashable, float] = {}
        self._given_up: list[str] = []
        self.no_longer_awaited: dict[Hashable, str] = {}
        """In words, by key: the real work that was silent for too long, since this was last cleared."""
        self._idle_waiters: deque[asyncio.Future[None]] = deque()
        super().__init__(virtual=virtual, asking=asking)

    def stop_watching(self) -> None:
        """Tell the watchers nothing more."""
        self._watchers = ()

    async def idle_moment(self) -> None:
        """Wait until nothing can run unless time passes."""
        waiter = self.create_future()
        self._idle_waiters.append(waiter)
        await waiter

    def _idle(self) -> None:
        """Make something ready, or raise `Deadlock`; only called when nothing is."""
        if self._stopping:
            return
        due = self.next_due()
        if due is not None and not self.virtual:
            self._poll(max(0.0, (due - self.now_ns) / 1e9))
            self._collect_due(self.now_ns)
            return
        if not self._work_quiet() and self._wait_for_work(None if self.held else due):
            return
        if self._ready or self._arrivals or self._wake_idle_waiter():
            return
        if due is not None and not self.held:
            self._jump(due)
        elif self._main is None:
            self._poll(None)
        elif not self._wait_for_callers():
            self._raise_deadlock(due)

    # -- time

    def move_clock(self, to: Instant) -> None:
        """Set the virtual clock forward and make ready what is due by then."""
        if to > self._now:
            self._now = to
            self._time_moved()
            for watcher in self._watchers:
                watcher.jump(to)
        self._collect_due(self._now)

    def _time_moved(self) -> None:
        """Start to count steps afresh: a run that moves on in time is no livelock."""
        self._still_since = self.steps
        self._steps_allowed = self.steps + LOOK_EVERY

    def _jump(self, due: Instant) -> None:
        """Let time pass until the next timer."""
        self._jumps += 1
        if self._jumps > self.jumps_allowed:
            self._check_main_moves()
        if self.steps > self.most_steps:
            self._raise_endless()
        self.move_clock(due)

    def _jump_lean(self) -> bool:
        """Let time pass until the next timer, if there is nothing else to think of; tell whether it did."""
        timers = self._timers
        due, _, timer = timers[0]
        if (
            timer._cancelled
            or self.held
            or self._idle_waiters
            or self._jumps >= self.jumps_allowed
            or type(timer) is not Timer
            or due >= FOREVER
            or not self._work_quiet()
        ):
            return False
        heappop(timers)
        self._jumps += 1
        self._now = due
        self._still_since = steps = self.steps
        self._steps_allowed = steps + LOOK_EVERY
        self._ready.append(timer)
        if timers and timers[0][0] <= due:
            self._collect_due(due)
        return True

    def _check_main_moves(self) -> None:
        """After so many jumps the main task should have done something, or only other timers run.

        A timer that was set before all these jumps may be what it waits for, such as its own long sleep.
        Who polls waits for another sleep each time, and does not get on either.
        """
        waits_for, looks = getattr(self._main, "_fut_waiter", self._main), self._looks_of_main()
        polls = bool(looks) and looks == self._main_looked
        if waits_for is None or (waits_for is not self._main_waits_for and not polls):
            self._rounds = 0
        self._rounds += 1
        older = any(
            number <= self._timers_before and not timer._cancelled for _, number, timer in self._timers
        )
        if self._rounds > (_MOST_ROUNDS if older else 1):
            self._raise_periodic()
        self._main_waits_for, self._main_looked = waits_for, looks
        self._timers_before = self._timers_made
        self._jumps = 0

    def _looks_of_main(self) -> tuple[object, ...]:
        from asyncproof.loop.waits.polling import looks_of  # noqa: PLC0415 - only after very many jumps

        return looks_of(self._main) if isinstance(self._main, asyncio.Task) else ()

    def _wake_idle_waiter(self) -> bool:
        while self._idle_waiters:
            waiter = self._idle_waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return True
        return False

    # -- the outside world

    def _poll(self, timeout: float | None) -> None:
        """Take in what the selector has, waiting at most `timeout` real seconds for it."""
        if timeout is None or timeout > 0:
            self._blocked = True
            if self._ready or self._arrivals:  # a thread may have called in before it could see that we block
                timeout = 0
        try:
            events = self._selector.select(timeout)
        finally:
            self._blocked = False
        for key, _ in events:
            if key.fd == self._ssock.fileno():  # only a wake-up, and whatever signals came
                self._read_from_self()
                events = [event for event in events if event[0] is not key]
                break
        if events:
            self._process_events(events)

    def _wait_for_work(self, due: Instant | None) -> bool:
        """Wait in real time, with the clock standing still, for outside work; tell whether some has come in.

        The wait ends, at the latest, when a stock loop would have fired the timer that is due next.
        """
        begin = time.monotonic()
        pause = _FIRST_PAUSE
        patience = None if due is None else (due - self._now) / 1e9
        while True:
            work = self._awaited_work()
            self._poll(0)
            if self._ready or self._arrivals:
                return True
            waited = time.monotonic() - begin
            if not work or (patience is not None and waited >= patience):
                return False
            self._poll(pause if patience is None else min(pause, patience - waited))
            pause = min(pause * 2, _LONGEST_PAUSE)
            if self._ready or self._arrivals:  # to poll once more would report the same event twice
                return True

    def _wait_for_callers(self) -> bool:
        """Wait a while before a deadlock is called one: a thread of somebody else's may still call in."""
        begin = time.monotonic()
        while time.monotonic() - begin < self._work_callers():
            self._poll(_LONGEST_PAUSE)
            if self._ready or self._arrivals:
                return True
        return False

    def _awaited_work(self) -> list[Work]:
        """Look what is outstanding, without what has been silent for too long to be waited for."""
        now = time.monotonic()
        found = self._work_outstanding()
        self._waited_since = {item.key: self._waited_since.get(item.key, now) for item in found}
        silent = [item for item in found if now - self._waited_since[item.key] > self._longest_wait(item)]
        self._given_up = [
            f"{item.what} (no news for {now - self._waited_since[item.key]:.0f} real seconds)"
            for item in silent
        ]
        self.no_longer_awaited.update(zip((item.key for item in silent), self._given_up, strict=True))
        return [item for item in found if item not in silent]

    def _heard_from(self, native_id: int) -> None:
        """Begin to wait anew for a thread that has just called in."""
        self._waited_since.pop(("thread", native_id), None)

    def _longest_wait(self, work: Work) -> float:
        return self.limits.hang if work.certain else self.limits.patience

    # -- being stuck

    def _raise_deadlock(self, due: Instant | None) -> None:
        from asyncproof.loop.waits import explain_deadlock  # noqa: PLC0415 - only a stuck run pays for it

        report = explain_deadlock(
            tasks=asyncio.all_tasks(self), main=self._main, given_up=list(self._given_up)
        )
        if due is not None:
            report = (
                f"the clock is frozen, and the next timer is {(due - self._now) / 1e9:g} s away."
                " Call clock.advance() inside of clock.freeze(), or leave the block before something waits"
                f" for time.\n{report}"
            )
        raise Deadlock(report)

    def _raise_periodic(self) -> None:
        from asyncproof.loop.waits import explain_waits  # noqa: PLC0415 - only a stuck run pays for it

        report = explain_waits(tasks=asyncio.all_tasks(self), main=self._main)
        jumps, self._jumps = self.jumps_allowed * self._rounds, 0
        message = (
            f"only periodic timers run: the clock moved {jumps:,} times, to {self._now / 1e9:g} s, and the"
            " main task still waits for the same thing, or asks for it again and again. Raise the limit"
            f" 'jumps' if that is meant.\n{report}"
        )
        raise Livelock(message)

    def _raise_endless(self) -> None:
        from asyncproof.loop.waits import explain_waits  # noqa: PLC0415 - only a stuck run pays for it

        report = explain_waits(tasks=asyncio.all_tasks(self), main=self._main)
        self.most_steps = float("inf")  # the tasks of the run still have to end
        message = (
            f"{self.steps:,} steps ran, to {self._now / 1e9:g} s, in a run that otherwise takes far fewer:"
            f" something is asked for again and again, and never comes.\n{report}"
        )
        raise Livelock(message)
