"""What the thread of the tests does on a loop that is written in C, such as uvloop's.

Such a loop has no Python frame to look at. A step is what its current task does; whether it waits, for how
long and for which descriptors, is read in /proc, where there is one. Read off the stack: the local name
`task` of the function `run` of asyncio's runners.
"""

from __future__ import annotations

import asyncio
import os
import platform
import signal
import threading
from collections import Counter
from typing import TYPE_CHECKING, Any

from asyncproof.guard.stalling.stillness import has_children
from asyncproof.guard.stalling.turn import Doing, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType

_WAITS = {"x86_64": {232, 281}, "aarch64": {22}}.get(platform.machine(), set())
"""The numbers of the system calls with which such a loop waits."""
_FOR_EVER = {0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF}
_OWN = Counter({"pipe": 1, "socket": 1, "anon_inode": 1})
"""What uvloop listens to on its own account."""
_SIGNALS = ("SIGHUP", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGCONT", "SIGQUIT")
"""Signals for which programs have handlers on their loop."""


class NativeTurn(Turn):
    """One look at the thread of a loop without frames."""

    def __init__(self, doing: Doing, frames: list[FrameType], caller: FrameType | None, loop: Any) -> None:
        """Take the frames of the step, and the one that has called the loop."""
        super().__init__(doing, frames, caller, loop)
        self._task = asyncio.current_task(loop)

    @property
    def loop(self) -> Any:
        """The loop that runs."""
        return self._loop

    @property
    def handle(self) -> Any:
        """The task whose step runs now."""
        return self._task

    @property
    def main(self) -> Any:
        """The task for which the loop runs; None where it can't be seen."""
        frame = self._below("run")
        return None if frame is None else frame.f_locals.get("task")

    @property
    def waits_for_ever(self) -> bool:
        """Say whether the loop waits without a timer, and for nothing but what is its own."""
        fields = _call()
        return len(fields) > 4 and fields[4] in _FOR_EVER and not listened_to(fields[1]) - _OWN  # noqa: PLR2004 - its number, and the first argument

    @property
    def could_be_woken(self) -> bool:
        """Say whether anything but a thread could wake the loop."""
        return not self.waits_for_ever or has_children() or _hears_signals()


def native_turn_of(frame: FrameType | None, loops: Iterable[Any]) -> Turn | None:
    """Look at a thread that runs none of asyncio's own loops; None if it runs none of these either."""
    loop = next(
        (one for one in loops if not isinstance(one, asyncio.BaseEventLoop) and one.is_running()), None
    )
    if loop is None:
        return None
    task = asyncio.current_task(loop)
    if task is None:
        return NativeTurn(Doing.WAITING, [], frame, loop)
    outermost = getattr(task.get_coro(), "cr_code", None)
    above: list[FrameType] = []
    while frame is not None:
        above.append(frame)
        if frame.f_code is outermost:
            return NativeTurn(Doing.STEPPING, above, frame.f_back, loop)
        frame = frame.f_back
    return None


def _hears_signals() -> bool:
    return any(
        callable(signal.getsignal(getattr(signal, name))) for name in _SIGNALS if hasattr(signal, name)
    )


def _call() -> list[int]:
    """Return the system call in which the thread of the tests waits, and its arguments; empty for none."""
    try:
        with open(f"/proc/self/task/{threading.main_thread().native_id}/syscall", "rb") as file:  # noqa: PTH123 - not a file of anybody
            fields = file.read(160).split()
        call = [int(fields[0]), *(int(field, 16) for field in fields[1:5])]
    except (OSError, ValueError, IndexError):
        return []
    return call if call[0] in _WAITS else []


def listened_to(epoll: int) -> Counter[str]:
    """Count the kinds of descriptors that an epoll object watches."""
    found: Counter[str] = Counter()
    try:
        with open(f"/proc/self/fdinfo/{epoll}", "rb") as file:  # noqa: PTH123 - as above
            watched = [int(line.split()[1]) for line in file if line.startswith(b"tfd")]
        for fd in watched:
            found[os.readlink(f"/proc/self/fd/{fd}").partition(":")[0]] += 1  # noqa: PTH115 - no path
    except (OSError, ValueError, IndexError):
        found["unknown"] += 1
    return found
