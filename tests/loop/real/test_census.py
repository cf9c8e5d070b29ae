from __future__ import annotations

import _thread
import threading
import time
from typing import TYPE_CHECKING

from asyncproof.loop.real import census
from asyncproof.loop.real.census import Unknown, count_threads, is_counted
from asyncproof.loop.real.threads import Threads

if TYPE_CHECKING:
    import pytest


class Raw:
    """A thread that `threading` does not know, as pytest-xdist has them."""

    def __enter__(self) -> None:
        self.before = count_threads()
        self.lock = _thread.allocate_lock()
        self.lock.acquire()
        _thread.start_new_thread(self.lock.acquire, ())
        self.wait_for(self.before + 1)

    def __exit__(self, *_: object) -> None:
        self.lock.release()
        self.wait_for(self.before)

    def wait_for(self, number: int) -> None:
        end = time.monotonic() + 2
        while count_threads() != number and time.monotonic() < end:
            time.sleep(0.001)


def test_the_main_thread_is_not_counted_as_started() -> None:
    """It was there before Python."""
    assert not is_counted(threading.main_thread())
    assert is_counted(threading.Thread())


def test_a_thread_that_threading_does_not_know_is_counted() -> None:
    """Only how many there are can be known."""
    unknown = Unknown()
    before = unknown.count()
    with Raw():
        assert unknown.count() == before + 1
    assert unknown.count() == before


def test_a_thread_that_is_just_ending_is_given_time_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is counted still, and known no more, for a moment."""
    counts = iter([2, 2, 0])
    slept: list[float] = []
    monkeypatch.setattr(census, "count_threads", lambda: next(counts))
    monkeypatch.setattr(census.threading, "enumerate", list)
    monkeypatch.setattr(census, "sleep", slept.append)
    assert Unknown().count() == 0
    assert len(slept) == 2


def test_a_run_beside_unknown_threads_is_quiet() -> None:
    """They were there before."""
    with Raw():
        threads = Threads()
        threads.begin()
        assert threads.quiet()
        threads.end()
