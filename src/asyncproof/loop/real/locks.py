"""Threads that wait in the standard library's own locks, events and queues."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from asyncproof.loop.real.stacks import place

if TYPE_CHECKING:
    from types import FrameType

LOCKING = frozenset({"concurrent.futures._base", "queue", "threading"})
"""Modules whose functions wait for other threads of this process, and for nothing else."""

_CONDITION = ("threading", "wait")
_JOINS = frozenset({("threading", "_wait_for_tstate_lock"), ("threading", "join")})


def is_locked(frame: FrameType) -> bool:
    """Tell whether a thread waits for others: all waits are, in the end, for a condition or for a thread."""
    where = place(frame)
    return where in _JOINS or (where == _CONDITION and "waiter" in frame.f_locals)


def is_locked_for_good(frame: FrameType) -> bool:
    """Tell whether it waits there without a timeout of its own, and has not been woken up yet."""
    return is_locked(frame) and frame.f_locals.get("timeout") in (None, -1) and not is_woken(frame)


def is_woken(frame: FrameType) -> bool:
    """Tell whether what a thread waits for there has happened, though it may not have run since."""
    if not is_locked(frame):
        return False
    found = frame.f_locals
    if place(frame) in _JOINS:  # a thread that ends is forgotten before those who join it are woken
        return found.get("self") not in threading.enumerate()
    return bool(found.get("gotit")) or not found["waiter"].locked()
