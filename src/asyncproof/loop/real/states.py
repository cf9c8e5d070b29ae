"""Two ways to see whether a thread waits for others of its process: exactly on Linux, else by its stack."""

from __future__ import annotations

import enum
import sys
import threading
from functools import cache

# By name: tests, and who looks for calls that block the loop, replace what the modules have.
from os import O_RDONLY, close, read
from os import open as open_file
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Protocol

from asyncproof.loop.real.locks import is_locked, is_locked_for_good
from asyncproof.loop.real.workers import is_at_empty_queue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

_CALL, _OPERATION, _TIMEOUT, _NONE = 0, 2, 4, b"0x0"
"""Where the arguments of the system call `futex` are, and how an argument that is not given looks."""

HANDS_OVER = sys.version_info >= (3, 13)
"""Whether a queue in C, and since 3.14 a lock, is given to a waiting thread at once, and looks as before."""

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
    """Whether a thread that was just woken up is never taken for parked."""

    def state(self, thread: threading.Thread, frame: FrameType | None) -> State:
        """Return the state of a thread whose stack is at `frame`."""

    def confirms(self, threads: Sequence[threading.Thread]) -> bool:
        """Tell whether one look, at which all these were parked or gone, was enough."""


class SystemCallSight:
    """Reads in /proc which system call a thread is in, and with which arguments."""

    exact = True

    def __init__(self, call: bytes, operation: bytes) -> None:
        """Know the system call that all of Python's locks come down to, and its second argument."""
        self._call = call
        self._operation = operation

    @classmethod
    def here(cls) -> SystemCallSight | None:
        """Learn from a thread that waits for a lock what that looks like here, if one can see it."""
        lock = threading.Lock()
        lock.acquire()
        thread = threading.Thread(target=lock.acquire, name="asyncproof looks at a lock", daemon=True)
        thread.start()
        try:
            fields = _settled_fields(thread)
        except OSError:
            return None
        finally:
            lock.release()
            while thread.is_alive():  # a `join` would be told by whoever looks for calls that block the loop
                sleep(0)
        return None if fields is None else cls(fields[_CALL], fields[_OPERATION])

    def state(self, thread: threading.Thread, frame: FrameType | None) -> State:  # noqa: ARG002 - of the interface
        """Return the state of a thread.

        Other operations of the same call are waits for locks inside of the interpreter, which are over in no
        time. A thread that is being woken up on an idle processor still shows the call that it was in.
        """
        try:
            fields = _read_fields(thread)
            if fields[_CALL] != self._call:
                return State.BUSY
            if fields[_TIMEOUT] != _NONE:
                return State.TIMED
            return (
                State.PARKED if fields[_OPERATION] == self._operation and _is_asleep(thread) else State.BUSY
            )
        except OSError:
            return State.GONE if thread.native_id is not None else State.BUSY

    def confirms(self, threads: Sequence[threading.Thread]) -> bool:
        """Tell whether none has woken another, and parked itself, while we looked at one after the other."""
        return len(threads) == 1 or all(self.state(thread, None) is State.PARKED for thread in threads)


def _read_fields(thread: threading.Thread) -> list[bytes]:
    """Return the number of the system call that a thread is in, and its arguments, or the word `running`."""
    return _read(f"/proc/self/task/{thread.native_id}/syscall").split(b" ", 5)


def _is_asleep(thread: threading.Thread) -> bool:
    """Tell whether a thread sleeps, for the scheduler; one that is being woken does not."""
    line = _read(f"/proc/self/task/{thread.native_id}/stat")
    return line[line.rindex(b")") + 2 :].startswith(b"S")


def _read(path: str) -> bytes:
    fd = open_file(path, O_RDONLY)
    try:
        return read(fd, 128)
    finally:
        close(fd)


def _settled_fields(thread: threading.Thread) -> list[bytes] | None:
    """Return where a thread stays that waits for a lock without a timeout, or None if it can't be seen to."""
    before: list[bytes] = []
    for _ in range(200):
        sleep(0.0005)
        fields = _read_fields(thread)
        if fields == before and len(fields) > _TIMEOUT and fields[_TIMEOUT] == _NONE:
            return fields
        before = fields
    return None


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

    def confirms(self, threads: Sequence[threading.Thread]) -> bool:  # noqa: ARG002 - of the interface
        """Give a thread time to take what it was handed, where its stack does not show that it was."""
        if not HANDS_OVER:
            return True
        sleep(0.001)
        return False


@cache
def best_sight() -> Sight:
    """Return the most exact sight that this machine allows."""
    return SystemCallSight.here() or StackSight()


def count_native_threads() -> int:
    """Return how many threads the process has, also those unknown to Python; 0 if nobody can tell."""
    try:
        return TASKS.stat().st_nlink - 2
    except OSError:
        return 0
