"""Mocks that are asked whether they are true: by which line, and for the first time.

`unittest.mock` looks the answer up in a table of its own when a mock is asked first, and there is no public
place that is told of it. The table is exchanged for one that also says who asks; its answers stay the same.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from asyncproof.core.frames import frame_above
from asyncproof.guard.seams.trouble import tell_trouble

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    Hearer = Callable[[Any, FrameType], None]

MODULE = "unittest.mock"
TABLE = "_return_values"
_QUESTION = "__bool__"


class _Table(dict[str, Any]):
    """Says what a magic method of a mock returns by default, and tells of one."""

    hear: Hearer

    def get(self, key: str, default: Any = None) -> Any:
        """Return what the table has."""
        if key == _QUESTION:
            frame = frame_above(1)
            try:
                mock, asking = frame.f_locals.get("mock"), _outside(frame)
                if mock is not None and asking is not None:
                    self.hear(mock, asking)
            except Exception as problem:  # noqa: BLE001 - an error here would fail the user's own question
                tell_trouble(problem, key)
        return super().get(key, default)


_stack: list[tuple[Any, Any]] = []


def listen(hear: Hearer) -> bool:
    """Tell of each mock that is asked, with the frame that asks; return false without mocks."""
    module = sys.modules.get(MODULE)
    original = getattr(module, TABLE, None)
    if not isinstance(original, dict):
        return False
    table = _Table(original)
    table.hear = hear
    _stack.append((hear, original))
    setattr(module, TABLE, table)
    return True


def forget(hear: Hearer) -> None:
    """Put back what was there before."""
    if _stack and _stack[-1][0] == hear:
        setattr(sys.modules[MODULE], TABLE, _stack.pop()[1])


def _outside(frame: FrameType | None) -> FrameType | None:
    """Return the nearest frame that is not the mock's own."""
    own = frame.f_code.co_filename if frame is not None else ""
    while frame is not None and frame.f_code.co_filename == own:
        frame = frame.f_back
    return frame
