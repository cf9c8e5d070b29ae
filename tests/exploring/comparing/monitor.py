"""A stand-in for `sys.monitoring`, which Python has since 3.12."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from asyncproof.exploring.comparing.monitoring import NAME

EVENTS = {name: 1 << place for place, name in enumerate(("PY_START", "PY_RESUME", "PY_THROW", "RAISE"))}


class Monitoring:
    """Stands in for `sys.monitoring`: remembers what it is asked for."""

    events = SimpleNamespace(**EVENTS, INSTRUCTION=16, LINE=32)

    def __init__(self, *taken: int) -> None:
        self.tools = dict.fromkeys(taken, "another")
        self.callbacks: dict[int, Any] = {}
        self.everywhere = 0
        self.codes: dict[Any, int] = {}

    def get_tool(self, tool: int) -> str | None:
        """Return who has a place."""
        return self.tools.get(tool)

    def use_tool_id(self, tool: int, name: str) -> None:
        """Take a place."""
        self.tools[tool] = name

    def free_tool_id(self, tool: int) -> None:
        """Give it back."""
        del self.tools[tool]

    def register_callback(self, tool: int, event: int, callback: Any) -> None:
        """Keep who is told."""
        assert self.tools[tool] == NAME
        self.callbacks[event] = callback

    def set_events(self, tool: int, events: int) -> None:
        """Keep what is told of all code."""
        assert self.tools[tool] == NAME
        self.everywhere = events

    def set_local_events(self, tool: int, code: Any, events: int) -> None:
        """Keep what is told of one function."""
        assert self.tools[tool] == NAME
        self.codes[code] = events
