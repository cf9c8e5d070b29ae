"""Counting threads, also those that the `threading` module does not know."""

from __future__ import annotations

import threading
from _thread import _count as count_threads
from time import sleep  # by name: tests like to replace `time.sleep`

_MOST_TRIES, _PAUSE = 40, 0.0005


def is_counted(thread: threading.Thread) -> bool:
    """Tell whether Python counts a thread as started: not the main one, nor what C code has brought along."""
    return thread is not threading.main_thread() and not isinstance(thread, threading._DummyThread)


class Unknown:
    """The threads of this process that `threading` does not know, such as pytest-xdist's own."""

    def __init__(self) -> None:
        """Start with none."""
        self._number = 0

    def count(self) -> int:
        """Count them; a thread that is just ending looks like one of them, so new ones are given time."""
        found = 0
        for _ in range(_MOST_TRIES):
            found = count_threads() - sum(map(is_counted, threading.enumerate()))
            if found <= self._number:
                break
            sleep(_PAUSE)
        self._number = max(found, 0)
        return self._number


UNKNOWN = Unknown()
"""Those of this process: what was learned about them in one run is true in the next."""
