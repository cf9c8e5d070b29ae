from __future__ import annotations

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING

import pytest

from asyncproof.loop.real import workers
from asyncproof.loop.real.workers import describe_thread, is_at_empty_queue, is_between_jobs, is_worker

if TYPE_CHECKING:
    from types import FrameType


def worker_frame(pool: ThreadPoolExecutor, *, idle: bool) -> FrameType:
    """Return the frame of a pool's only thread, once it is idle or not."""
    end = time.monotonic() + 2
    while True:
        (thread,) = pool._threads
        frame = sys._current_frames()[thread.ident or 0]
        if is_between_jobs(frame) is idle or time.monotonic() > end:
            return frame
        time.sleep(0.001)


def test_an_idle_worker_is_between_jobs() -> None:
    """It waits at the line that takes the next job."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()
        frame = worker_frame(pool, idle=True)
        assert is_worker(frame)
        assert is_between_jobs(frame)
        assert is_at_empty_queue(frame)


def test_a_worker_with_a_job_is_not_between_jobs() -> None:
    """Neither if the job is Python nor if it is C."""
    with ThreadPoolExecutor(1) as pool:
        event = threading.Event()
        pool.submit(event.wait)
        frame = worker_frame(pool, idle=False)
        assert is_worker(frame)
        assert not is_between_jobs(frame)
        event.set()
        lock = threading.Lock()
        lock.acquire()
        pool.submit(lock.acquire)
        assert not is_between_jobs(worker_frame(pool, idle=False))
        lock.release()


@pytest.mark.skipif(
    sys.version_info >= (3, 13), reason="since 3.13 a job is handed over outside of the queue"
)
def test_a_worker_whose_next_job_is_there_is_not_at_an_empty_queue() -> None:
    """A pool's thread that was woken by a job, but has not run, is seen to have one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()
        frame = worker_frame(pool, idle=True)
        switch = sys.getswitchinterval()
        sys.setswitchinterval(10)
        try:
            pool._work_queue.put(None)
            seen = is_at_empty_queue(frame)
        finally:
            sys.setswitchinterval(switch)
        assert not seen


def test_a_worker_whose_pool_is_shut_down_is_not_at_an_empty_queue() -> None:
    """It was told to end, or is about to be told."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()
        frame = worker_frame(pool, idle=True)
        pool._shutdown = True
        assert not is_at_empty_queue(frame)
        pool._shutdown = False
        assert is_at_empty_queue(frame)


def test_a_queue_may_be_an_attribute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some libraries' threads are objects that hold their queue."""

    class Worker(threading.Thread):
        def __init__(self) -> None:
            super().__init__()
            self.queue: SimpleQueue[None] = SimpleQueue()

        def run(self) -> None:
            self.queue.get()

    monkeypatch.setitem(workers._QUEUES, (__name__, "run"), ("self", "queue"))
    worker = Worker()
    worker.start()
    end = time.monotonic() + 2
    while not is_at_empty_queue(sys._current_frames()[worker.ident or 0]) and time.monotonic() < end:
        time.sleep(0.001)
    assert is_at_empty_queue(sys._current_frames()[worker.ident or 0])
    worker.queue.put(None)
    worker.join()


def test_the_users_own_code_is_no_worker() -> None:
    """What does not take jobs from a known queue is a bare thread."""
    assert not is_worker(sys._getframe())
    assert not is_between_jobs(sys._getframe())
    assert not is_at_empty_queue(sys._getframe())


def test_a_thread_is_described_by_its_outermost_own_function() -> None:
    """People know their own functions; where in them the thread is, the line says."""
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
    text = describe_thread("main", sys._getframe())
    assert text.startswith(f"thread main ({frame.f_code.co_name}, at ")


def test_a_thread_without_a_stack_has_only_its_name() -> None:
    """A thread that starts or ends has no stack."""
    assert describe_thread("x", None) == "thread x"


def test_a_thread_in_machinery_only_has_only_its_name() -> None:
    """A timer that waits shows nothing but the `threading` module."""
    timer = threading.Timer(60, int)
    timer.start()
    frame = sys._current_frames()[timer.ident or 0]
    assert describe_thread("timer", frame) == "thread timer"
    timer.cancel()
    timer.join()


def test_only_the_stack_of_a_worker_ends_in_a_worker() -> None:
    """A thread in nothing but locks is no worker between jobs."""
    event = threading.Event()
    thread = threading.Thread(target=event.wait)
    thread.start()
    assert not is_between_jobs(sys._current_frames()[thread.ident or 0])
    event.set()
    thread.join()
