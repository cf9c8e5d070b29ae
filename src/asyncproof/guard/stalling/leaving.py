"""The end of the process: threads that wait for what nobody is left to do would keep it from ending.

A private name is read: `concurrent.futures.thread._threads_queues`, the threads that Python itself wakes.
"""

from __future__ import annotations

import threading
from concurrent.futures import thread as pools
from typing import TYPE_CHECKING

from asyncproof.guard.stalling.keeping_out import keep_out
from asyncproof.guard.stalling.resting import rest
from asyncproof.guard.stalling.stillness import could_threads_wake, stuck_threads

if TYPE_CHECKING:
    from asyncproof.guard.stalling.leftovers import Leftovers

_LOOKS, _PAUSE = 20, 0.02


def leave_stuck_threads(leftovers: Leftovers) -> list[str]:
    """Let the process end without the threads that never will, and return their names.

    Python waits at its end for every thread that is no daemon. Those of pools are woken then by their pools.
    Where a daemon goes on, only the threads of tests are left: they were told to be too many.
    """
    left = _that_never_end(leftovers)
    for _ in range(_LOOKS):
        if left or not _waited_for():
            break
        rest(_PAUSE)  # one that is just beginning, or ending, may look as if it worked
        left = _that_never_end(leftovers)
    for thread in left:
        keep_out(thread)
    return [thread.name for thread in left]


def _that_never_end(leftovers: Leftovers) -> list[threading.Thread]:
    if threading.active_count() == 1:
        return []
    sure = not could_threads_wake()
    if not sure and could_threads_wake([thread for thread in threading.enumerate() if thread.daemon]):
        return []
    awaited = _waited_for()
    return [thread for thread in stuck_threads() if thread in awaited and (sure or leftovers.is_left(thread))]


def _waited_for() -> set[threading.Thread]:
    """Return the threads that Python would wait for at its end, and that no pool wakes."""
    woken = getattr(pools, "_threads_queues", ())
    main = threading.main_thread()
    return {
        thread
        for thread in threading.enumerate()
        if thread is not main and not thread.daemon and thread not in woken
    }
