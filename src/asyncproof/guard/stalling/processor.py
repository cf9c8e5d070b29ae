"""What one thread of this process has had of the processor: whether it ran at all, and for how long.

Linux tells it exactly in /proc; elsewhere the clock of the thread or of the whole process has to do.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import NamedTuple, Protocol


class Usage(NamedTuple):
    """What a thread has used of the processor up to one moment."""

    cpu: float
    """Seconds for which it has run."""
    waited: float
    """Seconds for which it would have run, had there been a free processor."""
    turns: int
    """How often it was put on a processor; 0 where nobody can tell."""


class Meter(Protocol):
    """Reads what a thread has used."""

    def read(self) -> Usage:
        """Return it."""
        ...

    def is_ready(self) -> bool:
        """Say whether the thread runs, or would if a processor were free; False where nobody can tell."""
        ...

    def close(self) -> None:
        """Let go of what reading needs."""
        ...


_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0)
"""How files are opened; Windows, which has none of these files, has no word for the second."""


class SchedulerMeter:
    """Asks the scheduler of Linux; the file stays open, as reading it again costs next to nothing."""

    def __init__(self, native_id: int) -> None:
        """Open the file of a thread; `OSError` where there is none."""
        self._state = -1
        self._fd = os.open(f"/proc/self/task/{native_id}/schedstat", _FLAGS)
        try:
            self._works = self.read().cpu > 0
        except ValueError:
            self._works = False
        if not self._works:
            self.close()
            raise OSError("the scheduler keeps no statistics")
        self._state = os.open(f"/proc/self/task/{native_id}/stat", _FLAGS)

    def read(self) -> Usage:
        """Return what the thread has used."""
        cpu, waited, turns = os.pread(self._fd, 96, 0).split()
        return Usage(int(cpu) / 1e9, int(waited) / 1e9, int(turns))

    def is_ready(self) -> bool:
        """Ask for the state of the thread: what it waits for is counted only once it is over."""
        try:
            return os.pread(self._state, 512, 0).rpartition(b") ")[2].startswith(b"R")
        except OSError:
            return False

    def close(self) -> None:
        """Close the file."""
        for fd in (self._fd, self._state):
            with suppress(OSError):  # someone has closed all files of the process
                os.close(fd)


class ClockMeter:
    """Asks the clock of a thread, or of the process where threads have none."""

    def __init__(self, ident: int) -> None:
        """Find the clock of the thread."""
        find = getattr(time, "pthread_getcpuclockid", None)
        self._clock: int | None = None if find is None else find(ident)

    def read(self) -> Usage:
        """Return what the thread has used."""
        cpu = time.process_time() if self._clock is None else time.clock_gettime(self._clock)
        return Usage(cpu, 0.0, 0)

    def is_ready(self) -> bool:
        """Know nothing."""
        return False

    def close(self) -> None:
        """Let go of nothing."""


def meter_of(ident: int, native_id: int) -> Meter:
    """Return the best meter for a living thread."""
    try:
        return SchedulerMeter(native_id)
    except OSError:
        return ClockMeter(ident)
