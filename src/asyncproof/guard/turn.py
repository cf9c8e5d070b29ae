"""What the thread of the tests is doing, read off its stack: a step of an event loop, its wait, or neither.

Private names of asyncio that are read: the function `_run_once` of its loops with its local names `self`, `handle`
and `timeout`, and the local name `future` of `run_until_complete` (CPython 3.10 to 3.14 looked at).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

_TURNS = {
    "_run_once": "asyncio.base_events",
    "_turn_lean": "asyncproof.loop.turning",
    "_run_watched": "asyncproof.loop.turning",
}
"""The functions that run handles, and their modules."""
_MACHINERY = frozenset({"asyncio.events", "asyncproof.loop.turning", "asyncproof.loop.handle"})


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
    def main(self) -> Any:
        """The future for which the loop runs; None where it can't be seen."""
        frame = self._turn
        while frame is not None:
            if frame.f_code.co_name == "run_until_complete":
                return frame.f_locals.get("future")
            frame = frame.f_back
        return None


def turn_of(frame: FrameType | None) -> Turn | None:
    """Look at a thread, given its innermost frame; None if it runs no loop that can be looked into."""
    above: list[FrameType] = []
    while frame is not None:
        module = _TURNS.get(frame.f_code.co_name)
        if module is not None and frame.f_globals.get("__name__") == module:
            return _read(above, frame)
        above.append(frame)
        frame = frame.f_back
    return None


def _read(above: list[FrameType], turn: FrameType) -> Turn | None:
    while above and above[-1].f_globals.get("__name__") in _MACHINERY:
        above.pop()
    if not above:
        return None
    outermost = str(above[-1].f_globals.get("__name__"))
    if outermost == "selectors":
        return Turn(Doing.WAITING, above, turn, None)
    if outermost.startswith(("asyncproof.", "asyncio.selector_events", "asyncio.proactor_events")) and all(
        str(frame.f_globals.get("__name__")).startswith(("asyncproof.", "asyncio.", "selectors"))
        for frame in above
    ):
        return None
    return Turn(Doing.STEPPING, above, turn, None)
