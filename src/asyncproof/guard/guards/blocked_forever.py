"""Finds calls that block an event loop and wait for what only that loop could do, and ends them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core.frames import frames_of_threads
from asyncproof.guard.stalling.alternatives import OTHERWISE, alternative_to
from asyncproof.guard.stalling.culprit import blame
from asyncproof.guard.stalling.interrupting import INTERRUPTER
from asyncproof.guard.stalling.keeping_out import keep_out
from asyncproof.guard.stalling.stillness import (
    could_threads_wake,
    has_children,
    listens_at,
    stuck_threads,
    waits_at,
    waits_for_lock,
)
from asyncproof.guard.stalling.watching import Watching
from asyncproof.loop.real.workers import describe_thread, is_between_jobs

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator
    from types import FrameType

    from asyncproof.guard.stalling.culprit import Blame
    from asyncproof.guard.stalling.turn import Turn
    from asyncproof.guard.stalling.watchdog import Step

_FIRST = 0.035
"""Seconds of standing still after which it is asked who could end it: before it is taken for slow."""
_TOLD = 5.0
"""Seconds for which a step goes on that is the test's failure already."""
_AGAIN = 1.0
"""Seconds after which a step that goes on is interrupted again."""
_MOST_THREADS = 4
_NO_END = "nothing else of the loop runs until it ends, and it does not end"


class BlockedForever(Watching):
    """A call blocked the event loop while it waited for what only that loop could do.

    ## What it sees

    - A wait without a timeout for a lock, an event, a queue, a future or a thread, while every other thread
      of the process waits for others, too: only the loop could go on, and it is blocked. Such is
      `asyncio.run_coroutine_threadsafe(...).result()` on the loop's own thread, or a `threading.Lock` that
      another task of the same loop holds.
    - A request without a timeout to a server that runs on the very loop that the request blocks.
    - A step that goes on for more than `asyncproof_hang` seconds (60 unless you set it), or for more than
      five if the test has failed already for how it blocks: `while True: pass`.

    The call is interrupted: `asyncproof.Broken` is raised in it, which is no `Exception`. The test fails,
    the others run.

    ## What to do instead

    ```python title="test_result.py"
    import asyncio

    import pytest


    async def number():
        return 7


    @pytest.mark.asyncio
    async def test_result():
        loop = asyncio.get_running_loop()
        future = asyncio.run_coroutine_threadsafe(number(), loop)
        assert future.result() == 7
    ```

    ```console
    $ pytest test_result.py
    ...
    blocked-forever: `future.result()` waits for what only the event loop could do that it blocks
        test_result.py:14:  assert future.result() == 7
    ...
    ```

    On the loop's own thread, `await`. From other threads, `run_coroutine_threadsafe` is right.

    ## What it cannot see

    Where a thread or a child process is at work that might end the wait, only the time limit helps. A call
    can be interrupted in the main thread only, and not on Windows.
    """

    name: ClassVar[str] = "blocked-forever"
    group: ClassVar[str] = "blocking"
    order: ClassVar[int] = 10
    why: ClassVar[str] = "the call waits for the loop, and the loop waits for the call"
    cure: ClassVar[str] = OTHERWISE.cure

    def run_begins(self) -> None:
        """Look on, and be able to interrupt."""
        super().run_begins()
        self._stuck: list[threading.Thread] = []
        INTERRUPTER.install()

    def run_ends(self) -> None:
        """Look on no longer, and let nobody wait for threads that never end."""
        super().run_ends()
        INTERRUPTER.remove()
        still = set(stuck_threads()) if self._stuck else set()
        for thread in self._stuck:
            if thread in still:
                keep_out(thread)

    def stepping(self, step: Step, turn: Turn) -> None:
        """Look at a step that goes on."""
        if (not step.asleep and not step.cpu) or not INTERRUPTER.works or _is_a_guards(turn):
            return
        now = self.dog.now
        if now - step.breaking < _AGAIN:
            return
        lasted, stuck = now - step.began, step.asleep >= _FIRST and not step.looked
        step.looked = step.looked or stuck
        if stuck and _is_certain(turn):
            self._interrupt(step, turn, _what_it_waits_for())
        elif lasted > self._limit(step):
            self._interrupt(step, turn, f"has kept the event loop for {lasted:.0f} s, and goes on", _NO_END)

    def _limit(self, step: Step) -> float:
        hang = self.session.thresholds.hang
        owner = step.owner
        failed = owner is not None and any(found.code in _FAILING for found in owner.findings)
        return min(hang, _TOLD) if failed else hang

    def _interrupt(self, step: Step, turn: Turn, what: str, why: str | None = None) -> None:
        blamed = blame(turn.frames)
        innermost = turn.frames[0]
        place = (innermost.f_code, innermost.f_lasti) if step.asleep else None
        step.breaking, step.told = self.dog.now, True
        tell = partial(self._tell, step, blamed, what, why)
        INTERRUPTER.interrupt(partial(self._is_still, step, place), tell)

    def _is_still(self, step: Step, place: tuple[Any, int] | None, frame: FrameType) -> bool:
        if place is not None and (frame.f_code, frame.f_lasti) != place:
            return False
        turn = self.dog.turn_at(frame)
        return turn is not None and step.is_at(turn.handle)

    def _tell(self, step: Step, blamed: Blame | None, what: str, why: str | None) -> str:
        """Tell of a step, in the thread of the tests, which is about to be interrupted."""
        test = self.session.running or step.owner
        call = "a call" if blamed is None else f"`{blamed.call}`"
        known = blamed and alternative_to(blamed.callee, blamed.library, blamed.call)
        if test is not None and not test.broken:
            self._stuck += [thread for thread in stuck_threads() if not thread.daemon and _has_a_job(thread)]
            self.tell(
                test,
                f"{call} {what}",
                place=None if blamed is None else blamed.place,
                subjects=() if blamed is None else blamed.names,
                cure=(known or OTHERWISE).cure,
                why=why,
                lines=_waiting_threads() if why is None else (),
            )
            test.broken = True
        return f"{call} {what}"


_FAILING = frozenset({"blocking-call", "slow-step"})


def _is_a_guards(turn: Turn) -> bool:
    """Tell whether a guard does something on the loop, such as ending a test, which may take long."""
    return str(turn.frames[-1].f_globals.get("__name__")).startswith("asyncproof.guard")


def _is_certain(turn: Turn) -> bool:
    """Tell whether only the blocked loop could end what blocks it."""
    if not waits_for_lock():
        ends = waits_at()
        return ends is not None and bool(ends[1]) and ends[1] in listens_at(turn.loop)
    if could_threads_wake():
        return False
    modules = {str(frame.f_globals.get("__name__")).partition(".")[0] for frame in turn.frames}
    return "multiprocessing" not in modules or not has_children()


def _what_it_waits_for() -> str:
    """Return what is sure: a thread that waits too may wait for neither of them."""
    if any(map(_has_a_job, stuck_threads())):
        return "waits for ever: whoever could end it waits too, or needs the event loop that it blocks"
    return "waits for what only the event loop could do that it blocks"


def _waiting_threads() -> Iterator[str]:
    frames = frames_of_threads()
    found = [thread for thread in stuck_threads() if _has_a_job(thread)]
    for thread in found[:_MOST_THREADS]:
        yield f"it waits, too: {describe_thread(thread.name, frames.get(thread.ident or 0))}"


def _has_a_job(thread: threading.Thread) -> bool:
    frame = frames_of_threads().get(thread.ident or 0)
    return frame is not None and not is_between_jobs(frame)
