"""Ends a step that computes without end: no other task can run, and no question is asked any more.

The processor time of the process is looked at, not the clock: who stops in a debugger does not compute. Where
Python has no such timer (Windows), where the runs are not in the main thread, or where somebody else uses the
timer's signal, such a step goes on for ever.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from asyncproof.core.frames import outward
from asyncproof.exploring.comparing.spots import is_source, spot_in
from asyncproof.loop import ControlledLoop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

MOST = 10.0
"""Seconds that a step may compute; after one that took longer, the others get a tenth of it."""
TICK = 0.25
"""Seconds between two looks."""


class Spinning(BaseException):
    """A step computes for so long that it looks as if it never ended.

    It is no `Exception`, so that no `except Exception` of the code under test goes on as if nothing had been.
    """

    __module__ = "asyncproof"


class SpinWatch:
    """Looks, so many times in each second of computing, whether steps come to an end."""

    def __init__(self, most: float = MOST) -> None:
        """Let a step compute for so many seconds."""
        self._left = self._most = most
        self._seen: tuple[int, int] | None = None

    def tick(self, number: int, frame: FrameType | None) -> None:
        """See whether the step is still the one of the last look, and end it if it has had its time."""
        del number
        seen = _current_step()
        if seen is None or seen != self._seen:
            self._seen, self._left = seen, self._most
            return
        self._left -= TICK
        if self._left <= 0:
            took, self._most = self._most, min(self._most, MOST / 10)
            self._left = self._most
            raise Spinning(_complaint(took, frame))


def _current_step() -> tuple[int, int] | None:
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return None
    return (id(loop), loop.steps) if isinstance(loop, ControlledLoop) else None


def _complaint(took: float, frame: FrameType | None) -> str:
    users = next((step for step in outward(frame) if is_source(step.f_code.co_filename)), None)
    where = "somewhere" if users is None else str(spot_in(users))
    return (
        f"a step computes for {took:g} s and does not end, so that nobody else can run:\n    {where}\n"
        "Await something there that others can end, as an asyncio.Event, instead of asking again and again."
    )


@contextmanager
def spins_ended(most: float = MOST) -> Iterator[None]:
    """Have steps ended that compute without end, as long as this is entered."""
    if not _is_free():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, SpinWatch(most).tick)
    signal.setitimer(signal.ITIMER_VIRTUAL, TICK, TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _is_free() -> bool:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getsignal(signal.SIGVTALRM) == signal.SIG_DFL
