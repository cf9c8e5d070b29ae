"""Threads that earlier tests have left behind, and that do nothing for the test that runs.

How long a thread has run is told by a clock that each has on Linux, to the nanosecond; elsewhere only those
are known whose test is known. The clock's number is made of the thread's, as `pthread_getcpuclockid` does it,
which must not be asked of a thread that may be gone.
"""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.guard.host import Host

_MOST = 16
"""How many threads are looked at before a test."""
_HAVE_CLOCKS = os.path.exists("/proc/self/schedstat")  # noqa: PTH110 - as quick as can be
_OF_A_THREAD = 6
"""What makes a number a clock of how long one thread has run."""


class Leftovers:
    """Tells threads that somebody else has left behind from those that may work for the running test."""

    def __init__(self, host: Host) -> None:
        """Know of none yet."""
        self._host = host
        self._ran: dict[int, int] = {}

    def take_stock(self) -> None:
        """See, before a test begins, which threads there are, and how long each has run."""
        if threading.active_count() == 1:
            self._ran = {}
            return
        main = threading.main_thread()
        self._ran = _times(t for t in threading.enumerate()[:_MOST] if t is not main)

    def idle(self) -> list[threading.Thread]:
        """Return the threads of tests that are over, and those that have not run since stock was taken."""
        return [thread for thread in threading.enumerate() if self.is_left(thread) or self._is_idle(thread)]

    def is_left(self, thread: threading.Thread) -> bool:
        """Say whether a thread was started by a test that is over."""
        note = self._host.ledger.of(thread)
        owner = None if note is None else note.owner
        return owner is not None and owner.ended

    def _is_idle(self, thread: threading.Thread) -> bool:
        before = self._ran.get(thread.native_id or 0)
        return before is not None and before == _time_of(thread)


def _times(threads: Iterable[threading.Thread]) -> dict[int, int]:
    found = {thread.native_id or 0: _time_of(thread) for thread in threads}
    return {number: ran for number, ran in found.items() if ran is not None}


def _time_of(thread: threading.Thread) -> int | None:
    """Return how long a thread has run; None where nobody can tell."""
    if not _HAVE_CLOCKS or thread.native_id is None:
        return None
    try:
        return time.clock_gettime_ns(~thread.native_id << 3 | _OF_A_THREAD)
    except OSError:  # it has ended
        return None
