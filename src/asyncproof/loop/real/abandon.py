"""Leaving behind pool threads that will never end, so that neither a loop nor the interpreter waits for them.

The private names that this needs: `ThreadPoolExecutor._threads`, the table of `concurrent.futures.thread`
whose threads are joined at exit, and `Thread._daemonic`, which a new thread inherits.
Where one of them is gone, the interpreter waits at its exit, as it does without us.
"""

from __future__ import annotations

import threading
from concurrent.futures import thread as pools
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

A_MOMENT = 0.05
"""Real seconds that a thread is given to end when its pool is shut down."""


def abandon(executor: Executor) -> list[str]:
    """Shut a pool down without waiting for jobs that never end; return the names of threads left behind."""
    executor.shutdown(wait=False, cancel_futures=True)
    left = []
    for thread in tuple(getattr(executor, "_threads", ())):
        thread.join(A_MOMENT)
        if thread.is_alive():
            getattr(pools, "_threads_queues", {}).pop(thread, None)
            left.append(thread.name)
    return left


@contextmanager
def daemons() -> Iterator[None]:
    """Let the threads that a pool starts in this block be ones that the interpreter can leave behind.

    As long as they are not abandoned, the pool's own module still waits for them at exit.
    """
    me: Any = threading.current_thread()
    daemonic, me._daemonic = me._daemonic, True
    try:
        yield
    finally:
        me._daemonic = daemonic
