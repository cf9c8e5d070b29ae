"""Shows the instructions of the user's code before they run: what a debugger is told, for one run."""

from __future__ import annotations

import asyncio
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from asyncproof.exploring.comparing.instructions import Use, uses_of
from asyncproof.exploring.comparing.spots import is_source
from asyncproof.loop.waits.chain import Link
from asyncproof.loop.waits.source import nodes_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, FrameType

MOST_INSTRUCTIONS = 200_000
"""So many instructions of a run are looked at; one that takes more is not looked at closely."""


class Hearer(Protocol):
    """Whoever is told."""

    def instruction(self, use: Use, frame: FrameType) -> None:
        """Hear what is about to touch something."""
        ...  # pragma: no cover - a protocol has no body

    def line(self, frame: FrameType) -> None:
        """Hear which line is about to run."""
        ...  # pragma: no cover - a protocol has no body

    def cancelled(self, frame: FrameType) -> None:
        """Hear that a cancellation is raised there."""
        ...  # pragma: no cover - a protocol has no body


class Tracing:
    """Traces this thread for a while, and gives whoever has traced it before his place back."""

    def __init__(self, hearer: Hearer, most: int = MOST_INSTRUCTIONS) -> None:
        """Tell this one, of so many instructions at most."""
        self._hearer = hearer
        self._left = most
        self._uses: dict[CodeType, dict[int, Use]] = {}
        self._last: Use | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all was told."""
        return self._left > 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Trace as long as this is entered."""
        before = sys.gettrace()
        sys.settrace(self.enter)
        try:
            yield
        finally:
            sys.settrace(before)

    def enter(self, frame: FrameType, event: str, value: Any) -> Any:
        """Begin with a frame, or go on with it: only what is the user's is looked at."""
        del event, value
        if not is_source(frame.f_code.co_filename) or not self.is_whole:
            return None
        frame.f_trace_opcodes = True
        return self.inside

    def inside(self, frame: FrameType, event: str, value: Any) -> Any:
        """Tell what happens in a frame."""
        if event == "opcode":
            self._left -= 1
            use = self._uses_of(frame).get(frame.f_lasti)
            if use is not None and use is not self._last:  # the prefix of an instruction comes before it
                self._hearer.instruction(use, frame)
            self._last = use
        elif event == "line":
            self._hearer.line(frame)
        elif event == "exception" and issubclass(value[0], asyncio.CancelledError):
            self._hearer.cancelled(frame)
        return self.inside if self.is_whole else None

    def _uses_of(self, frame: FrameType) -> dict[int, Use]:
        code = frame.f_code
        if code not in self._uses:
            self._uses[code] = uses_of(code, nodes_of(Link(None, frame)))
        return self._uses[code]
