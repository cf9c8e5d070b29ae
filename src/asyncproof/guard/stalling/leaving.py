"""The end of the process: threads that wait for what nobody is left to do would keep it from ending.

A private name is read: `concurrent.futures.thread._threads_queues`, the threads that Python itself wakes.
"""

from __future__ import annotations

import threading
from concurrent.futures import thread as pools
from typing import TYPE_CHECKING

from asyncproof.guard.stalling.keeping_out import keep_out
from asyncproof.guard.stalling.stillness import could_threads_wake, stuck_threads

if TYPE_CHECKING:
    from asyncproof.guard.stalling.leftovers import Leftovers


def leave_stuck_threads(leftovers: Leftovers) -> list[str]:
    """Let the process end without the threads that never will, and return their names.

    Python waits at its end for every thread that is no daemon. Those of pools are woken then by their pools.
    Where a daemon goes on, only the threads of tests are left: they were told to be too many.
    """
    if threading.active_count() == 1:
        return []
    sure = not could_threads_wake()
    if not sure and could_threads_wake([thread for thread in threading.enumerate() if thread.daemon]):
        return []
    woken = getattr(pools, "_threads_queues", ())
    left = [
        thread
        for thread in stuck_threads()
        if not thread.daemon and thread not in woken and (sure or leftovers.is_left(thread))
    ]
    for thread in left:
        keep_out(thread)
    return [thread.name for thread in left]
