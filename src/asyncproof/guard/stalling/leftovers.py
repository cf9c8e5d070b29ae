"""Threads that earlier tests have left behind, and that do nothing for the test that runs.

How often a thread has run is told by Linux; elsewhere only those are known whose test is known.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.guard.host import Host

_MOST = 16
"""How many threads are looked at before a test."""


class Leftovers:
    """Tells threads that somebody else has left behind from those that may work for the running test."""

    def __init__(self, host: Host) -> None:
        """Know of none yet."""
        self._host = host
        self._turns: dict[int, bytes] = {}

    def take_stock(self) -> None:
        """See, before a test begins, which threads there are, and how often each has run."""
        threads = threading.enumerate()
        main = threading.main_thread()
        self._turns = {} if len(threads) == 1 else _turns(t for t in threads[:_MOST] if t is not main)

    def idle(self) -> list[threading.Thread]:
        """Return the threads of tests that are over, and those that have not run since stock was taken."""
        return [thread for thread in threading.enumerate() if self.is_left(thread) or self._is_idle(thread)]

    def is_left(self, thread: threading.Thread) -> bool:
        """Say whether a thread was started by a test that is over."""
        note = self._host.ledger.of(thread)
        owner = None if note is None else note.owner
        return owner is not None and owner.ended

    def _is_idle(self, thread: threading.Thread) -> bool:
        before = self._turns.get(thread.native_id or 0)
        return before is not None and before == _turns_of(thread)


def _turns(threads: Iterable[threading.Thread]) -> dict[int, bytes]:
    found = {thread.native_id or 0: _turns_of(thread) for thread in threads}
    return {number: turns for number, turns in found.items() if turns is not None}


def _turns_of(thread: threading.Thread) -> bytes | None:
    """Return how long and how often a thread has run; None where nobody can tell."""
    try:
        file = os.open(f"/proc/self/task/{thread.native_id}/schedstat", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return os.read(file, 96).strip() or None
    except OSError:  # it has ended between the two
        return None
    finally:
        os.close(file)
