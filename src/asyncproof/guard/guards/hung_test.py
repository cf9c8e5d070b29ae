"""Finds tests that can't go on, on any selector loop, and ends them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.deaths import dead_and_unseen
from asyncproof.guard.stalling.leftovers import Leftovers
from asyncproof.guard.stalling.standstill import Story, ask, end, is_woken, spots, waits_for
from asyncproof.guard.stalling.stillness import could_threads_wake
from asyncproof.guard.stalling.watchdog import weak
from asyncproof.guard.stalling.watching import Watching
from asyncproof.guard.stalling.withouttasks import RunForever
from asyncproof.loop import waits

if TYPE_CHECKING:
    from asyncproof.guard.owner import Owner
    from asyncproof.guard.stalling.turn import Turn
    from asyncproof.guard.stalling.watchdog import Wait

_FIRST = 0.1
"""Seconds of standing still after which it is asked whether anything can still happen."""
_SPINNING = 5.0
"""Seconds for which steps may run on and on without anything coming of it."""
_EVERY = 0.5
"""Seconds between two looks at what has changed."""
_FROZEN = 2.0
"""Seconds for which a test may sleep on a clock that stands still."""
_STOPPED = "and the clock of the event loop stands still: something has replaced `time.monotonic`"
_CAUSE = "the cause:"
_DEAD = "let the task live on after an error, or wait for it too, so that the test fails with its error"
_LET_GO = "leave asyncio its clock: `freeze_time(..., real_asyncio=True)`, or patch your own name"
_OURS = "asyncproof."
_PATIENCE = 3
"""How much longer a test may stand still while something works for it that may come to an end."""


class HungTest(Watching):
    """A test that can't go on any more was ended, and every task's wait is shown.

    ## What it sees

    - A loop that waits without a timer, on which nobody could wake it: no connection but those among its
      own ends, no thread and no executor at work, no signal handler. Such a test would wait for ever; it is
      ended at once.
    - Steps that run on and on (`while not done: await asyncio.sleep(0)`) where nothing else could change
      anything: after five seconds.
    - A test that waits for the same thing, or polls in the same place, for `asyncproof_hang` seconds (60
      unless you set it); for three times as long while one of its threads or subprocesses is at work.
    - `run_forever()` of a sync test, on a loop with nothing on it that could stop it: at once, or after the
      same time.
    - A test that sleeps while something, such as `freeze_time`, stops its loop's clock: after two seconds.

    The test is cancelled where it waits, and fails; the next test runs as if nothing had been, also on a
    loop that both share. In virtual time the loop itself says so, as `Deadlock` or `Livelock`.

    ## What to do instead

    ```python title="test_ready.py"
    import asyncio

    import pytest


    @pytest.mark.asyncio
    async def test_ready():
        ready = asyncio.Event()
        await ready.wait()
    ```

    ```console
    $ pytest test_ready.py
    ...
    hung-test: test_ready waits for Event `ready`, no timer is set and nothing real is outstanding
        test_ready.py:9:  await ready.wait()
    ...
    ```

    The lines below the cause say where each task stands, who holds what, and what to look for. A wait that
    may be long deserves a limit of its own: `async with asyncio.timeout(5)`.

    ## What it cannot see

    Where a connection's other end is in another process, or a thread is at work beside the test, nobody can
    be sure: then it takes `asyncproof_hang` seconds, or three times as long. So it does on uvloop's loops as
    soon as they have a connection or a pipe.
    """

    name: ClassVar[str] = "hung-test"
    texts: ClassVar[tuple[str, ...]] = ("Timeout (>...s) from pytest-timeout.",)
    group: ClassVar[str] = "hangs"
    order: ClassVar[int] = 10
    why: ClassVar[str] = "the test would have waited for ever"
    cure: ClassVar[str] = "see at the lines above who was to end these waits"

    _next = _FIRST
    _spots: object = None
    _since = _seen = _used = _clock = 0.0

    def run_begins(self) -> None:
        """Look on, and know which threads are there for no test that still runs."""
        super().run_begins()
        self._leftovers = Leftovers(self.session)
        self._main = self._waiter = weak(None)  # with a task its loop would live on

    def test_begins(self, test: Owner) -> None:
        """See what other tests have left behind."""
        self._leftovers.take_stock()

    def waiting(self, wait: Wait, turn: Turn) -> None:
        """Look at a loop that has not run for a while."""
        if wait.asleep < _FIRST:
            self._next = _FIRST
        if wait.asleep < self._next or turn.is_closing or turn.waits_for_jobs:
            return
        self._next = wait.asleep * 2
        loop, main = turn.loop, turn.main
        if is_ours(loop) or not turn.waits_for_ever or turn.could_be_woken or could_threads_wake():
            return
        if main is not None:
            ask(loop, main, partial(self._end, loop, main))
        elif (run := RunForever.seen(turn)) is not None:
            loop.call_soon_threadsafe(run.end, self)

    def running(self, turn: Turn, now: float, used: float) -> None:
        """Look now and then at what has changed since the last time."""
        self._used += used
        if now - self._seen < _EVERY:
            return
        self._seen, loop = now, turn.loop
        main = turn.main or RunForever.seen(turn)
        if main is None or is_ours(loop) or turn.is_closing or turn.waits_for_jobs:
            self._main = weak(None)
            return
        stand = spots(loop)
        runs = loop if isinstance(main, RunForever) else main
        if runs is not self._main() or stand != self._spots:
            self._main, self._spots, self._waiter = weak(runs), stand, weak(waits_for(main))
            self._since, self._used, self._clock = now, 0.0, loop.time()
            return
        stood = now - self._since
        if stood > _FROZEN and self._is_frozen(loop, main) and not could_threads_wake():
            loop.call_soon_threadsafe(self._end_unless_woken, loop, main, stood, _STOPPED)
        elif self._is_over(turn, main, stood):
            loop.call_soon_threadsafe(self._end_unless_woken, loop, main, stood)
        else:
            return
        self._main = weak(None)  # so that it is counted afresh

    def _is_over(self, turn: Turn, main: Any, stood: float) -> bool:
        """Say whether a loop has stood still for too long."""
        hang = self.session.thresholds.hang
        if self._used > stood / 2 and stood > min(_SPINNING, hang):  # it runs and runs
            return stood >= hang * _PATIENCE or not (turn.could_be_woken or could_threads_wake())
        if stood < hang:
            return False
        kinds = _kinds_of_wait(main) if waits_for(main) is self._waiter() else set()
        if "sleep" in kinds:  # that ends by itself
            return False
        at_work = "process" in kinds or could_threads_wake(self._leftovers.idle())
        return stood >= hang * _PATIENCE or not at_work

    def _is_frozen(self, loop: Any, main: Any) -> bool:
        """Say whether a test sleeps on a clock that has not moved."""
        if loop.time() != self._clock:
            return False
        return "sleep" in _kinds_of_wait(main)

    def _end_unless_woken(self, loop: Any, main: Any, stood: float, reason: str = "") -> None:
        """End what stands still, but not if somebody in it was woken while it was looked at."""
        if not is_woken(loop):
            self._end(loop, main, stood, reason)

    def _end(self, loop: Any, main: Any, stood: float | None = None, reason: str = "") -> None:
        """End what runs on a loop, in its own thread."""
        if isinstance(main, RunForever):
            main.end(self, stood)
            return
        if main.done():
            return
        test = self.session.running
        try:
            if test is not None and not test.broken:
                self._tell(test, loop, main, stood, reason)
                test.broken = True
        finally:  # whatever can't be told, the run must not hang
            end(loop, main, test)

    def _tell(self, test: Owner, loop: Any, main: Any, stood: float | None, reason: str) -> None:
        story = Story(loop, main, certain=stood is None)
        reason = reason or f"and nothing changes for {stood or 0:.0f} s"
        message = story.cause if stood is None else f"{story.first}, {reason}"
        cure = _LET_GO if reason is _STOPPED else story.cure or self.cure
        dead, lines = dead_and_unseen(loop), story.lines
        if dead:  # what it was to do, nobody does
            message = f"{dead[0].partition(' at ')[0]}, and {message}"
            lines = ["who waits:" if line == _CAUSE else line for line in lines]
            cure = _DEAD
        self.tell(
            test,
            message,
            place=story.place,
            subjects=story.names,
            lines=(*dead, *lines),
            cure=cure,
        )


def _kinds_of_wait(main: Any) -> set[str]:
    """Return for what kind of thing a task waits."""
    seen = waits.snapshot([main], main=main) if hasattr(main, "get_coro") else []
    return {one.wait.kind for one in seen}


def is_ours(loop: Any) -> bool:
    """Say whether a loop tells of deadlocks by itself."""
    return type(loop).__module__.startswith(_OURS)
