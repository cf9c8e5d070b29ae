from __future__ import annotations

import asyncio
import select
import selectors
import socket
import socketserver
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from asyncproof.loop.real import threads as threads_module
from asyncproof.loop.real.states import State, best_sight
from asyncproof.loop.real.threads import Threads
from tests.loop.real.looking import at_rest, look_at_one, look_until, nap_in_pool

if TYPE_CHECKING:
    from types import FrameType


def test_a_thread_that_works_is_outstanding_but_not_certain(threads: Threads) -> None:
    """Nobody knows whether a bare thread will ever report."""
    thread = threading.Thread(target=time.sleep, args=(0.03,), name="napper")
    thread.start()
    assert not threads.quiet()
    assert not look_at_one(threads, "thread napper").certain
    thread.join()
    assert at_rest(threads)


def test_a_job_that_works_is_certain_and_named(threads: Threads, pool: ThreadPoolExecutor) -> None:
    """Whoever gave a job to a pool waits for it; the phrase says which job and where it is."""
    pool.submit(nap_in_pool)
    work = look_at_one(threads, "a thread pool job: nap_in_pool (thread pool_0, at looking.py:")
    assert work.certain
    assert at_rest(threads)


def test_a_job_in_c_has_no_name(threads: Threads, pool: ThreadPoolExecutor) -> None:
    """A function that is not written in Python leaves no trace in the stack."""
    pool.submit(select.select, [], [], [], 0.03)
    assert look_at_one(threads, "a thread pool job (thread pool_0)").certain


def test_an_idle_pool_thread_is_at_rest(threads: Threads, pool: ThreadPoolExecutor) -> None:
    """A pool keeps its threads; they only wait for jobs."""
    pool.submit(int).result()
    assert at_rest(threads)
    assert not threads.quiet()


def test_a_job_that_waits_for_the_loop_is_at_rest(threads: Threads, pool: ThreadPoolExecutor) -> None:
    """A job that is blocked until somebody in this process goes on must not stop the clock."""
    event = threading.Event()
    pool.submit(event.wait)
    assert at_rest(threads)
    event.set()


def test_a_job_that_waits_with_a_timeout_is_certain(threads: Threads, pool: ThreadPoolExecutor) -> None:
    """Its timeout ends the wait in real time, if nothing else does."""
    event = threading.Event()
    pool.submit(event.wait, 60)
    work = look_until(threads, lambda work: [item.certain for item in work] == [True])
    assert [item.certain for item in work] == [True]
    event.set()


def test_another_event_loop_in_a_thread_is_at_rest(threads: Threads) -> None:
    """A server on a loop of its own waits for others to come."""
    loop = asyncio.SelectorEventLoop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    assert at_rest(threads)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_a_socket_server_in_a_thread_is_at_rest(threads: Threads) -> None:
    """`serve_forever` waits for others to come."""
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        assert at_rest(threads)
        server.shutdown()
        thread.join()


def accept_once(server: socket.socket) -> None:
    """Take one connection and close it."""
    connection, _ = server.accept()
    connection.close()


def test_accepting_in_a_thread_is_at_rest(threads: Threads) -> None:
    """So does `accept`."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=accept_once, args=(server,), daemon=True)
        thread.start()
        assert at_rest(threads)
        with socket.create_connection(server.getsockname()):
            thread.join()


def test_a_job_with_an_event_loop_of_its_own_is_certain(threads: Threads, pool: ThreadPoolExecutor) -> None:
    """A loop inside of a job is the job: it ends when its coroutine does."""
    loop = asyncio.SelectorEventLoop()
    pool.submit(loop.run_forever)
    work = look_until(threads, lambda work: [item.certain for item in work] == [True])
    assert [item.certain for item in work] == [True]
    loop.call_soon_threadsafe(loop.stop)
    pool.submit(loop.close).result()


def test_a_job_that_waits_for_a_process_is_certain(threads: Threads, pool: ThreadPoolExecutor) -> None:
    """`subprocess.run` waits in a selector too, but for a process."""
    command = [sys.executable, "-S", "-c", "import time; time.sleep(.03)"]
    job = pool.submit(subprocess.run, command, stdout=-1, stderr=-1, check=True)
    assert look_at_one(threads, "a thread pool job: run").certain
    job.result()


def test_a_job_parked_in_foreign_code_may_wait_for_foreign_threads(
    threads: Threads, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are threads that Python does not know, a lock in C code may be theirs."""
    if not threads.sight.exact:
        pytest.skip("the stack tells nothing about C code")
    lock = threading.Lock()
    lock.acquire()
    pool.submit(lock.acquire)
    assert at_rest(threads), "no foreign thread"
    monkeypatch.setattr(threads_module, "count_native_threads", lambda: 100)
    assert not look_at_one(threads, "a thread pool job").certain
    lock.release()


def test_the_jobs_of_a_process_pool_are_certain(threads: Threads) -> None:
    """Though the loop was not asked for them, the pool's own thread knows them."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        job = pool.submit(time.sleep, 0.03)
        work = look_until(threads, lambda work: any("1 process pool jobs" in item.what for item in work))
        assert [item.certain for item in work if "process pool" in item.what] == [True]
        job.result()
        assert not look_until(threads, lambda work: not any("process pool" in item.what for item in work))


def test_a_selector_of_ones_own_is_busy(threads: Threads) -> None:
    """A thread that waits for a descriptor waits for the world outside, unless it serves."""
    ours, theirs = socket.socketpair()
    with selectors.DefaultSelector() as selector, ours, theirs:
        selector.register(ours, selectors.EVENT_READ)
        thread = threading.Thread(target=selector.select, name="waiter")
        thread.start()
        assert look_at_one(threads, "thread waiter").certain is False
        theirs.send(b"x")
        thread.join()


@pytest.mark.skipif(not best_sight().exact, reason="only system calls tell")
def test_what_a_second_thread_handed_to_a_first_is_seen() -> None:
    """A thread may wake the one before it, and park, while we look from one to the other."""
    threads = Threads(best_sight())
    threads.begin()
    with ThreadPoolExecutor(1) as first, ThreadPoolExecutor(1) as second:
        first.submit(int).result()
        second.submit(int).result()
        for _ in range(200):
            job = second.submit(lambda: first.submit(time.sleep, 0.001))
            while threads.look():
                time.sleep(0)
            assert job.done()
            assert job.result().done()


def test_a_thread_that_a_job_starts_while_we_look_is_seen(
    threads: Threads, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job may start a thread and wait for it, after we have listed the threads and before we look at it."""
    go_on = threading.Event()
    ours, theirs = socket.socketpair()
    helper = threading.Thread(target=theirs.recv, args=(1,), name="helper")

    def job() -> None:
        go_on.wait()
        helper.start()
        helper.join()

    def frames_after_it_parked() -> dict[int, FrameType]:
        go_on.set()
        while not helper.is_alive():
            time.sleep(0)
        while threads.sight.state(worker, sys._current_frames()[worker.ident or 0]) is not State.PARKED:
            time.sleep(0)
        return sys._current_frames()

    pool.submit(job)
    worker = next(iter(pool._threads))
    monkeypatch.setattr(threads_module, "frames_of_threads", frames_after_it_parked)
    with ours, theirs:
        assert {work.what.partition(" (")[0] for work in threads.look()} >= {"thread helper"}
        ours.send(b".")
        helper.join()


def test_how_threads_are_seen_is_found_out_when_there_are_any() -> None:
    """A run without threads does not pay for it."""
    threads = Threads()
    assert threads._sight is None
    assert threads.sight is best_sight()


def test_a_pool_is_blocked_if_all_its_threads_wait_for_others(
    threads: Threads, pool: ThreadPoolExecutor
) -> None:
    """A pool with an idle thread is not."""
    event = threading.Event()
    job = pool.submit(event.wait)
    end = time.monotonic() + 2
    while not threads.are_blocked(pool._threads) and time.monotonic() < end:
        time.sleep(0.001)
    assert threads.are_blocked(pool._threads)
    event.set()
    job.result()
    assert not threads.are_blocked(pool._threads)
