"""Serves `import datetime` statements that the user's code executes while a wall clock is active."""

from __future__ import annotations

import builtins
import datetime as dt
from typing import Any

from asyncproof.core.frames import frame_above
from asyncproof.loop.wallclock import state
from asyncproof.loop.wallclock.classes import VIEW

_ORIGINAL = builtins.__import__


def _import(name: str, *args: Any, **kwargs: Any) -> Any:
    """Import as ever, but give the user's code its view of `datetime`; `sys.modules` keeps the real one."""
    module = _ORIGINAL(name, *args, **kwargs)
    clock = state.active
    if module is dt and clock is not None and clock.ownership.owns_frame(frame_above().f_back):
        return VIEW
    return module


def put_in() -> None:
    """Serve import statements from now on."""
    global _ORIGINAL  # noqa: PLW0603 - there is one __import__ per process
    if builtins.__import__ is not _import:
        _ORIGINAL = builtins.__import__
        builtins.__import__ = _import


def put_back() -> None:
    """Put back what served import statements before, but leave what somebody else has put there meanwhile."""
    if builtins.__import__ is _import:
        builtins.__import__ = _ORIGINAL
