"""Who is on the stack: asked as Python has it, also while a test has replaced `sys._getframe`."""

from __future__ import annotations

import sys
from _thread import get_ident
from collections import deque
from itertools import accumulate, chain, repeat, takewhile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

frame_above = sys._getframe  # noqa: SLF001 - the documented way to look at one's callers
"""The frame so many calls above: 0 is the function that asks, 1 the one that has called it."""

_get: Callable[[Any, Any], Any] = getattr
_current = sys._current_frames  # noqa: SLF001 - documented

looking_on: set[int] = set()
"""The numbers of threads that look at the stacks of others."""


def outward(frame: FrameType | None) -> Iterator[FrameType]:
    """Walk a stack from where a thread is to where it began."""
    while frame is not None:
        yield frame
        frame = frame.f_back


def frame_of_thread(number: int) -> FrameType | None:
    """Return where a thread is that goes on: all that is asked for is one frame."""
    return _current().get(number)


def frames_of_threads() -> dict[int, FrameType]:
    """Return where each thread is, by its number, but for this one and those that look on.

    They have what is found in their variables, and with it their own stacks: a circle, which would keep all
    that the functions of other threads have, until garbage is collected.

    The frames further out are asked for at once: Python 3.11 makes them when they are first asked for, and if
    the thread has ended by then, it may look for them where there is no memory any more. None is kept, for
    with a frame lives what its function has, also when that has ended.
    """
    found = _current()
    for number in (get_ident(), *looking_on):
        found.pop(number, None)
    for frame in found.values():
        deque(takewhile(bool, accumulate(chain((frame,), repeat("f_back")), _get)), maxlen=0)
    return found
