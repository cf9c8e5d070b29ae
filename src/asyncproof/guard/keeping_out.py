"""Letting go of a thread that will never end, so that neither a loop, a pool nor the interpreter waits for it.

A Python thread can't be ended from outside. What can be done is to mark it as ended for those who wait: up to Python
3.12 that is `Thread._tstate_lock` with `Thread._stop()`, since 3.13 `Thread._handle._set_done()`; for pools it is the
table `_threads_queues` of `concurrent.futures.thread` too. Where these names are gone, nothing is done.
"""

from __future__ import annotations

from concurrent.futures import thread as pools
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import threading


def keep_out(thread: threading.Thread) -> None:
    """Let nobody wait for a thread any more; it stays where it is until the process ends."""
    getattr(pools, "_threads_queues", {}).pop(thread, None)
    handle: Any = getattr(thread, "_handle", None)
    done = getattr(handle, "_set_done", None)
    if done is not None:
        with suppress(RuntimeError):
            done()
        return
    lock: Any = getattr(thread, "_tstate_lock", None)
    if lock is None:
        return
    with suppress(RuntimeError):  # it has just ended by itself
        lock.release()
