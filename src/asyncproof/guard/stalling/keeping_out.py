"""Letting go of a thread that will never end: no loop, no pool and no interpreter waits for it.

A Python thread can't be ended from outside. What can be done is to mark it as ended for those who wait: up to
Python 3.12 that is its `_tstate_lock`, since 3.13 `_set_done()` of its `_handle`, which 3.14 calls
`_os_thread_handle`, with a stand-in for the function `threading._thread_shutdown` that waits at the process's
end; for pools also the table `_threads_queues` of `concurrent.futures.thread`. Where these names are gone,
nothing is done.
"""

from __future__ import annotations

import threading
from concurrent.futures import thread as pools
from contextlib import suppress
from typing import Any

_left: set[threading.Thread] = set()


def _wait_for_the_rest() -> None:
    """Wait, as the interpreter does at its end, for the threads that are not left behind."""
    me = threading.current_thread()
    for thread in threading.enumerate():
        if thread is not me and thread not in _left and not thread.daemon:
            thread.join()


def keep_out(thread: threading.Thread) -> None:
    """Let nobody wait for a thread any more; it stays where it is until the process ends."""
    getattr(pools, "_threads_queues", {}).pop(thread, None)
    handle: Any = getattr(thread, "_os_thread_handle", None) or getattr(thread, "_handle", None)
    done = getattr(handle, "_set_done", None)
    if done is not None:
        with suppress(RuntimeError):
            done()
        _left.add(thread)
        if hasattr(threading, "_thread_shutdown"):
            threading._thread_shutdown = _wait_for_the_rest  # noqa: SLF001 - see above
        return
    lock: Any = getattr(thread, "_tstate_lock", None)
    if lock is None:
        return
    with suppress(RuntimeError):  # it has just ended by itself
        lock.release()
