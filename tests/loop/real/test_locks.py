from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING

from asyncproof.loop.real.locks import is_locked, is_locked_for_good, is_woken

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def frame_where(thread: threading.Thread, condition: Callable[[FrameType], bool]) -> FrameType:
    """Return the frame of a thread once the condition holds, after two real seconds at most."""
    end = time.monotonic() + 2
    while True:
        frame = sys._current_frames()[thread.ident or 0]
        if condition(frame) or time.monotonic() > end:
            return frame
        time.sleep(0.001)


def test_an_own_loop_is_no_lock() -> None:
    """A thread that runs the user's code does not wait in the standard library."""
    assert not is_locked(sys._getframe())
    assert not is_locked_for_good(sys._getframe())
    assert not is_woken(sys._getframe())


def test_a_notified_thread_is_woken_before_it_runs() -> None:
    """Between `set` and the waiter's next step, the lock of the waiter already tells."""
    event = threading.Event()
    thread = threading.Thread(target=event.wait)
    thread.start()
    frame = frame_where(thread, is_locked_for_good)
    assert not is_woken(frame)
    event.set()
    assert is_woken(frame)
    assert not is_locked_for_good(frame)
    thread.join()


def test_a_thread_that_starts_is_not_locked() -> None:
    """The `threading` module's own code around a thread is no wait."""

    class Starting(threading.Thread):
        def run(self) -> None:
            frame = sys._getframe().f_back
            assert frame is not None
            found.append(is_locked(frame))

    found: list[bool] = []
    thread = Starting()
    thread.start()
    thread.join()
    assert found == [False]


def test_who_joins_a_thread_that_has_ended_is_woken() -> None:
    """A thread is forgotten a moment before those who join it are woken; they are not parked for good."""
    event = threading.Event()
    first = threading.Thread(target=event.wait)
    second = threading.Thread(target=first.join)
    first.start()
    second.start()
    frame = frame_where(second, is_locked_for_good)
    assert is_locked_for_good(frame)
    first_known = threading._active.pop(first.ident)
    assert is_woken(frame)
    threading._active[first.ident] = first_known
    event.set()
    second.join()
