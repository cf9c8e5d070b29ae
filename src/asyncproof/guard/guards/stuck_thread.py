"""Finds jobs of an executor that never end and keep the loop from being closed, and leaves them behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core import Place
from asyncproof.core.frames import frames_of_threads, outward
from asyncproof.guard.origin import origin_here
from asyncproof.guard.stalling.keeping_out import keep_out
from asyncproof.guard.stalling.stillness import could_threads_wake
from asyncproof.guard.stalling.watchdog import weak
from asyncproof.guard.stalling.watching import Watching
from asyncproof.loop.real.workers import is_between_jobs, is_worker

if TYPE_CHECKING:
    import threading
    from types import FrameType

    from asyncproof.guard.stalling.turn import Turn

_SURE = 0.15
_LONGEST = 10.0
"""Seconds that a job may take that nobody waits for any more, if nothing less is asked for."""


class StuckThread(Watching):
    """A job in a thread never ended, so that the loop that it was started from could not be closed.

    ## What it sees

    A runner that closes a loop waits for the jobs that were given to its executor by `asyncio.to_thread()`
    and `loop.run_in_executor(None, ...)`. Where such a job waits for what nobody is left to do, or takes
    more than ten seconds after everything else is over (or `asyncproof_hang`, if that is less), its thread
    is left behind, so that the loop, and in the end the process, does not wait for it.

    ## Why it is bad

    A task that waits for a thread can be cancelled; the thread can't. `asyncio.timeout()` around
    `to_thread()` gives up waiting, and the thread goes on.

    ## What to do instead

    ```python title="test_job.py"
    import asyncio
    import threading

    import pytest


    @pytest.mark.asyncio
    async def test_job():
        try:
            await asyncio.wait_for(asyncio.to_thread(threading.Event().wait), 0.05)
        except asyncio.TimeoutError:
            pass
    ```

    ```console
    $ pytest test_job.py
    ...
    stuck-thread: a job in a thread never ends: `Event.wait`
    ...
    ```

    Give the job a way to end: a timeout of its own, or an event that the clean-up sets.

    ## What it cannot see

    Executors of your own, which the loop does not wait for.
    """

    name: ClassVar[str] = "stuck-thread"
    group: ClassVar[str] = "hangs"
    order: ClassVar[int] = 9
    why: ClassVar[str] = "a thread can't be cancelled, and closing the loop waits for it"
    cure: ClassVar[str] = "give the job a timeout of its own, or an event that the clean-up sets"

    _since = 0.0

    def run_begins(self) -> None:
        """Look on."""
        super().run_begins()
        self._main = weak(None)  # with a task its loop would live on

    def running(self, turn: Turn, now: float, used: float) -> None:
        """Look at a loop that waits for its executor to end."""
        main = turn.main if turn.waits_for_jobs else None
        if main is None:
            self._main = weak(None)
            return
        if main is not self._main():
            self._main, self._since = weak(main), now
        lasted = now - self._since
        if lasted < _SURE:
            return
        asleep = self.dog.wait is not None and self.dog.wait.asleep >= _SURE / 2
        if lasted > min(_LONGEST, self.session.thresholds.hang) or (asleep and not could_threads_wake()):
            self._main = weak(None)
            self._leave(turn.loop)

    def _leave(self, loop: Any) -> None:
        test = self.session.running
        executor = getattr(loop, "_default_executor", None)
        frames = frames_of_threads()
        for thread in tuple(getattr(executor, "_threads", ())):
            frame = frames.get(thread.ident or 0)
            if frame is None or is_between_jobs(frame) or not is_worker(frame):
                continue
            self._tell(test, thread, frame)
            keep_out(thread)

    def _tell(self, test: Any, thread: threading.Thread, frame: FrameType) -> None:
        origin = origin_here(frame)
        place = None if origin is None else origin.place
        stack = [
            Place(step.f_code.co_filename, step.f_lineno)
            for step in outward(frame)
            if step.f_globals.get("__name__") not in {"threading", "concurrent.futures.thread"}
        ]
        if place is None and stack:
            place = stack[0]
        function = _job(frame)
        self.tell(
            test,
            f"a job in a thread never ends: `{function}`",
            place=place,
            subjects=[function],
            lines=[f"its thread `{thread.name}` was left behind"],
        )


def _job(frame: FrameType) -> str:
    """Return the name of the function that a pool's thread runs."""
    steps = list(outward(frame))
    for number, step in enumerate(steps):
        if step.f_code.co_name == "run" and step.f_globals.get("__name__") == "concurrent.futures.thread":
            if number == 0:
                return "a function written in C"
            code = steps[number - 1].f_code
            return str(getattr(code, "co_qualname", code.co_name))
    return steps[0].f_code.co_name
