"""Looks at a run as a debugger does, by `sys.settrace`: before Python 3.12 there is no other way."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from asyncproof.exploring.comparing.lens import Lens


@contextmanager
def traced(lens: Lens) -> Iterator[None]:
    """Trace this thread for a while, and give whoever has traced it before his place back."""
    before = sys.gettrace()
    sys.settrace(Tracer(lens).enter)
    try:
        yield
    finally:
        sys.settrace(before)
        _take_over()


def _take_over() -> None:
    """Be called: a tracer as coverage's goes on at the next call, and must not lose count of returns."""


class Tracer:
    """What Python calls."""

    def __init__(self, lens: Lens) -> None:
        """Tell a lens."""
        self._lens = lens

    def enter(self, frame: FrameType, event: str, value: Any) -> Any:
        """Begin with a frame, or go on with it."""
        del event, value
        if not self._lens.wants(frame.f_code):
            return None
        frame.f_trace_opcodes = True
        return self.inside

    def inside(self, frame: FrameType, event: str, value: Any) -> Any:
        """Tell what happens in a frame."""
        if event == "opcode":
            self._lens.instruction(frame, frame.f_lasti)
        elif event == "line":
            self._lens.line(frame)
        elif event == "exception":
            self._lens.raised(frame, value[0])
        return self.inside if self._lens.is_whole else None
