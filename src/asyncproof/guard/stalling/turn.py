"""What the thread of the tests is doing, read off its stack: a step of an event loop, its wait, or neither.

Private names of asyncio that are read: the function `_run_once` of its loops with its local names `self`,
`handle` and `timeout`, and the local name `future` of `run_until_complete` (CPython 3.10 to 3.13 looked
at).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from asyncproof.guard.stalling.stillness import could_loop_be_woken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

_TURNS = {
    "_run_once": "asyncio.base_events",
    "_turn_lean": "asyncproof.loop.turning",
    "_run_watched": "asyncproof.loop.turning",
}
"""The functions that run handles, and their modules."""
_TURNING = tuple(set(_TURNS.values()))
_ITS_OWN = frozenset({"asyncproof", "asyncio", "selectors", "time", "heapq"})
"""Packages of a controlled loop's own work."""
_CANCELLING = ("_cancel_all_tasks", "_tearDownAsyncioLoop")
"""The functions with which runners end what was left on a loop."""
_SHUTDOWN = "shutdown_default_executor"
_FARTHEST = 20


class Doing(Enum):
    """What a thread does with its loop."""

    WAITING = "waiting"
    STEPPING = "stepping"


class Turn:
    """One look at a loop's thread; holds live frames, so it is not kept longer than needed."""

    def __init__(self, doing: Doing, frames: Sequence[FrameType], turn: FrameType | None, loop: Any) -> None:
        """Take the frames above the loop's, innermost first."""
        self.doing = doing
        self.frames = frames
        self._turn = turn
        self._loop = loop

    @property
    def loop(self) -> Any:
        """The loop that runs."""
        return self._loop if self._turn is None else self._turn.f_locals.get("self")

    @property
    def handle(self) -> Any:
        """The handle whose callback or step runs now; None where it can't be seen."""
        return None if self._turn is None else self._turn.f_locals.get("handle")

    @property
    def waits_for_ever(self) -> bool:
        """Say whether the loop waits without a timer."""
        if self._turn is None:
            return False
        return self._turn.f_locals.get("timeout", 0) is None

    @property
    def could_be_woken(self) -> bool:
        """Say whether anything but a thread could wake the loop."""
        return could_loop_be_woken(self.loop)

    @property
    def main(self) -> Any:
        """The future for which the loop runs; None where it can't be seen."""
        frame = self._below("run_until_complete")
        return None if frame is None else frame.f_locals.get("future")

    def caller_of(self, name: str) -> FrameType | None:
        """Return the frame that has called this function of the loop's; None where it can't be seen."""
        frame = self._below(name)
        return None if frame is None else frame.f_back

    @property
    def is_closing(self) -> bool:
        """Say whether the loop runs only for those tasks to end that were cancelled before it is closed."""
        return self._below(*_CANCELLING) is not None

    @property
    def waits_for_jobs(self) -> bool:
        """Say whether the loop runs only for its executor to end."""
        get = getattr(self.main, "get_coro", None)
        return get is not None and _SHUTDOWN in getattr(get(), "__qualname__", "")

    def _below(self, *names: str) -> FrameType | None:
        frame = self._turn
        for _ in range(_FARTHEST):
            if frame is None or frame.f_code.co_name in names:
                return frame
            frame = frame.f_back
        return None


def turn_of(frame: FrameType | None) -> Turn | None:
    """Look at a thread, given its innermost frame; None if it runs no loop that can be looked into."""
    above: list[FrameType] = []
    while frame is not None:
        module = frame.f_globals.get("__name__")
        # Of each look at a frame's code Python tells its audit hooks, so it comes last.
        if module in _TURNING and _TURNS.get(frame.f_code.co_name) == module:
            return _read(above, frame)
        above.append(frame)
        frame = frame.f_back
    return None


def _read(above: list[FrameType], turn: FrameType) -> Turn | None:
    if not above:
        return None
    modules = [str(frame.f_globals.get("__name__")) for frame in above]
    if turn.f_code.co_name == "_run_once":  # a stock loop runs all that is not its own by way of a handle
        if modules[-1] == "asyncio.events" and above[-1].f_code.co_name == "_run":
            return Turn(Doing.STEPPING, above[:-1], turn, None) if len(above) > 1 else None
        return Turn(Doing.WAITING, above, turn, None) if modules[0] == "selectors" else None
    if all(module.partition(".")[0] in _ITS_OWN for module in modules):
        return None
    return Turn(Doing.STEPPING, above, turn, None)
