"""Looks at a run by `sys.monitoring`, which Python has since 3.12; debuggers and coverage go on."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from asyncproof.core.frames import frame_above

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

    from asyncproof.exploring.comparing.lens import Lens

NAME = "asyncproof"
_TOOLS = (3, 4, 1, 2, 0, 5)
"""Places for tools, those that Python names for nobody first."""


@contextmanager
def monitored(lens: Lens, monitoring: Any = None) -> Iterator[None]:
    """Monitor this thread for a while; nothing is told if all places for tools are taken."""
    monitoring = monitoring or getattr(sys, "monitoring", None)
    tool = next((tool for tool in _TOOLS if monitoring.get_tool(tool) is None), None)
    if tool is None:
        yield
        return
    monitor = Monitor(lens, monitoring, tool)
    monitoring.use_tool_id(tool, NAME)
    try:
        monitor.begin()
        yield
    finally:
        monitor.end()
        monitoring.free_tool_id(tool)


class Monitor:
    """What Python calls."""

    def __init__(self, lens: Lens, monitoring: Any, tool: int) -> None:
        """Tell a lens of what this thread does."""
        self._lens = lens
        self._monitoring = monitoring
        self._tool = tool
        self._thread = threading.get_ident()
        self._codes: set[CodeType] = set()

    def begin(self) -> None:
        """Ask to be told of functions, and of errors in them."""
        events = self._monitoring.events
        self._callbacks = {
            events.PY_START: self.enter,
            events.PY_RESUME: self.enter,
            events.PY_THROW: self.enter,
            events.RAISE: self.raised,
            events.INSTRUCTION: self.instruction,
            events.LINE: self.line,
        }
        for event, callback in self._callbacks.items():
            self._monitoring.register_callback(self._tool, event, callback)
        everywhere = events.PY_START | events.PY_RESUME | events.PY_THROW | events.RAISE
        self._monitoring.set_events(self._tool, everywhere)

    def end(self) -> None:
        """Leave nothing behind that would slow anything down."""
        self._monitoring.set_events(self._tool, 0)
        for code in self._codes:
            self._monitoring.set_local_events(self._tool, code, 0)
        for event in self._callbacks:
            self._monitoring.register_callback(self._tool, event, None)

    def enter(self, code: CodeType, offset: int, error: object = None) -> None:
        """Begin with a function: ask to be told of its instructions."""
        del offset, error
        if code not in self._codes and self._lens.wants(code):
            events = self._monitoring.events
            self._codes.add(code)
            self._monitoring.set_local_events(self._tool, code, events.INSTRUCTION | events.LINE)

    def instruction(self, code: CodeType, offset: int) -> None:
        """Tell of an instruction."""
        if self._hears(code):
            self._lens.instruction(frame_above(1), offset)

    def line(self, code: CodeType, number: int) -> None:
        """Tell of a line."""
        del number
        if self._hears(code):
            self._lens.line(frame_above(1))

    def raised(self, code: CodeType, offset: int, error: BaseException) -> None:
        """Tell of an error."""
        del offset
        if code in self._codes and self._hears(code):
            self._lens.raised(frame_above(1), type(error))

    def _hears(self, code: CodeType) -> bool:
        """Say whether this is the thread that is looked at, and a function that is."""
        return threading.get_ident() == self._thread and self._lens.wants(code)
