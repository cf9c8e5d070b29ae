"""Whose threads they are: those of the run, and those of the background."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from asyncproof.loop.real import threads as threads_module
from asyncproof.loop.real.threads import Threads
from tests.loop.real.looking import at_rest, look_at_one, nap_in_pool

if TYPE_CHECKING:
    from asyncproof.loop.real.states import Sight


def test_without_threads_it_is_quiet() -> None:
    """A run that starts no thread need not look."""
    threads = Threads()
    threads.begin()
    assert threads.quiet()
    assert threads.look() == []


def test_a_process_of_one_thread_has_no_background(monkeypatch: pytest.MonkeyPatch) -> None:
    """That is seen without a look at any thread."""
    monkeypatch.setattr(threads_module, "count_threads", lambda: 0)
    threads = Threads()
    threads.begin()
    assert threads.quiet()
    assert threads._background == ()


def test_threads_from_before_the_run_are_background(sight: Sight) -> None:
    """What a plugin or another test has started does not freeze the clock."""
    stop = threading.Event()
    ticking = threading.Thread(target=lambda: [time.sleep(0.001) for _ in iter(stop.is_set, True)])
    ticking.start()
    threads = Threads(sight)
    threads.begin()
    assert threads.quiet()
    assert threads.look() == []
    stop.set()
    ticking.join()
    assert not threads.quiet(), "the number of threads has changed, so one has to look"
    threads.end()


def test_an_own_thread_stays_own_in_the_next_run(threads: Threads) -> None:
    """A fixture may open what the test works with."""
    stop = threading.Event()
    ticking = threading.Thread(target=lambda: [time.sleep(0.001) for _ in iter(stop.is_set, True)])
    ticking.start()
    threads.end()
    threads.begin()
    assert not threads.quiet()
    assert len(threads.look()) == 1
    stop.set()
    ticking.join()


def test_a_background_thread_that_was_replaced_is_noticed(sight: Sight) -> None:
    """As many threads as before need not be the same threads."""
    stop, other = threading.Event(), threading.Event()
    first = threading.Thread(target=stop.wait)
    first.start()
    threads = Threads(sight)
    threads.begin()
    stop.set()
    first.join()
    second = threading.Thread(target=other.wait)
    second.start()
    assert not threads.quiet()
    other.set()
    second.join()


def test_an_idle_pool_from_before_the_run_is_not_background(sight: Sight, pool: ThreadPoolExecutor) -> None:
    """A pool that lives longer than a test works for the test, too."""
    pool.submit(int).result()
    threads = Threads(sight)
    time.sleep(0.005)
    threads.begin()
    pool.submit(nap_in_pool)
    look_at_one(threads, "nap_in_pool")


def test_a_busy_pool_from_before_the_run_is_adopted_with_its_first_job(
    sight: Sight, pool: ThreadPoolExecutor
) -> None:
    """Whose thread was working for somebody else may work for us next."""
    event = threading.Event()
    pool.submit(event.wait)
    threads = Threads(sight)
    threads.begin()
    assert threads.look() == []
    threads.adopt(pool._threads)
    assert not threads.quiet()
    pool.submit(nap_in_pool)
    event.set()
    look_at_one(threads, "nap_in_pool")


def test_the_main_thread_is_watched_by_a_loop_elsewhere(sight: Sight) -> None:
    """The main thread may call in at any time; while it only waits, it holds nothing up."""
    seen: list[object] = []

    def run() -> None:
        threads = Threads(sight)
        threads.begin()
        for _ in range(1000):  # until the main thread has come to its join()
            found = threads.look()
            if not found:
                break
            time.sleep(0.001)
        seen.append(found)
        threads.end()

    runner = threading.Thread(target=run)
    runner.start()
    runner.join()
    assert seen == [[]]


def test_a_busy_process_pool_from_before_the_run_is_background() -> None:
    """Its jobs are somebody else's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(time.sleep, 0.05)
        threads = Threads()
        threads.begin()
        assert not any("process pool" in work.what for work in threads.look())


def test_adopting_threads_of_ones_own_changes_nothing(threads: Threads, pool: ThreadPoolExecutor) -> None:
    """A second job for the same pool, with nothing in the background."""
    threads._background = ()
    pool.submit(int).result()
    threads.adopt(pool._threads)
    assert at_rest(threads)
    assert not threads.quiet()


def waits_for(threads: Threads, seconds: float) -> bool:
    """Tell whether threads of somebody else's are waited for so long, after a while at most."""
    end = time.monotonic() + 2
    while threads.callers() != seconds and time.monotonic() < end:
        time.sleep(0.001)
    return threads.callers() == seconds


@pytest.mark.parametrize(
    ("timeout", "seconds"), [(None, threads_module.SERVING), (60, 0), (0, threads_module.BUSY)]
)
def test_how_long_a_thread_of_somebody_else_s_is_waited_for(
    sight: Sight, timeout: float | None, seconds: float
) -> None:
    """One that waits for a call may have got it, one at work may call; who lets time pass does neither."""
    stop = threading.Event()

    def work() -> None:
        while not stop.wait(timeout):
            pass

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    threads = Threads(sight)
    threads._set_background([thread])
    try:
        assert waits_for(threads, seconds)
    finally:
        stop.set()
        thread.join()
    assert threads.callers() == 0, "a thread that has ended calls no more"
