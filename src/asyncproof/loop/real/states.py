"""Two ways to see whether a thread waits for others of its process: exactly on Linux, else by its stack."""

from __future__ import annotations

import enum
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from asyncproof.loop.real.locks import is_locked, is_locked_for_good
from asyncproof.loop.real.workers import is_at_empty_queue

if TYPE_CHECKING:
    import threading
    from types import FrameType

FUTEX = {"x86_64": 202, "aarch64": 98, "riscv64": 98, "ppc64le": 221, "s390x": 238}
"""The number of the `futex` system call by machine; all locks of Python come down to it on Linux."""

TASKS = Path("/proc/self/task")
"""Has a directory for each thread of this process."""


class State(enum.Enum):
    """What a thread does at one moment."""

    GONE = "gone"
    PARKED = "parked"
    """Waits, without a timeout, for a lock that only this process can release."""
    TIMED = "timed"
    """Waits for such a lock for a while, or for its turn to run Python code."""
    BUSY = "busy"
    """Anything else: it computes, sleeps, reads, waits for a process."""


class Sight(Protocol):
    """A way to see the state of a thread."""

    exact: bool
    """Whether this knows for certain, so that nothing else need be asked."""

    def state(self, thread: threading.Thread, frame: FrameType | None) -> State:
        """Return the state of a thread whose stack is at `frame`."""


class SystemCallSight:
    """Reads in /proc which system call a thread is in, and with which arguments."""

    exact = True

    def __init__(self, number: int) -> None:
        """Know the number of `futex` on this machine."""
        self._futex = b"%d" % number

    @classmethod
    def here(cls) -> SystemCallSight | None:
        """Return the sight for this machine, or None where it is blind."""
        number = FUTEX.get(platform.machine())
        if number is None or sys.platform != "linux" or sys.maxsize < 1 << 32:
            return None
        try:
            _read("/proc/thread-self/syscall")
        except OSError:
            return None
        return cls(number)

    def state(self, thread: threading.Thread, frame: FrameType | None) -> State:  # noqa: ARG002 - of the interface
        """Return the state of a thread; one without a timeout argument is parked."""
        try:
            line = _read(f"/proc/self/task/{thread.native_id}/syscall")
        except OSError:
            return State.GONE if thread.native_id is not None else State.BUSY
        fields = line.split(b" ", 5)
        if fields[0] != self._futex:
            return State.BUSY
        return State.PARKED if fields[4] == b"0x0" else State.TIMED


class StackSight:
    """Concludes from the Python stack; a thread that foreign code has woken up may still look parked."""

    exact = False

    def state(self, thread: threading.Thread, frame: FrameType | None) -> State:
        """Return the state of a thread, as its topmost Python function suggests."""
        if frame is None:
            return State.BUSY if thread.is_alive() else State.GONE
        if is_locked_for_good(frame) or is_at_empty_queue(frame):
            return State.PARKED
        return State.TIMED if is_locked(frame) else State.BUSY


def _read(path: str) -> bytes:
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(fd, 256)
    finally:
        os.close(fd)


def best_sight() -> Sight:
    """Return the most exact sight that this machine allows."""
    return SystemCallSight.here() or StackSight()


def count_native_threads() -> int:
    """Return how many threads the process has, also those unknown to Python; 0 if nobody can tell."""
    try:
        return TASKS.stat().st_nlink - 2
    except OSError:
        return 0
