"""Rests for a moment, unseen by who watches or replaces `time.sleep`."""

from __future__ import annotations

import _thread
import sys
from select import select


def rest(seconds: float) -> None:
    """Do nothing for so long."""
    if sys.platform != "win32":
        select([], [], [], seconds)
        return
    closed = _thread.allocate_lock()  # Windows waits for sockets only, and refuses to wait for none
    closed.acquire()
    closed.acquire(timeout=seconds)
