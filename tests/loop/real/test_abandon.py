"""Claims about jobs that never end: neither the loop's end nor the process's waits for them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import asyncproof
from asyncproof import Deadlock
from asyncproof.loop.real.abandon import abandon, daemons

STUCK = """
import asyncio, threading
import asyncproof

try:
    asyncproof.run(asyncio.to_thread(threading.Event().wait))
except asyncproof.Deadlock as error:
    print(str(error).splitlines()[0])
"""


def test_a_job_that_never_ends_is_a_deadlock_and_the_process_ends() -> None:
    """The report names the job, and a fresh interpreter comes to its end although a thread is stuck."""
    done = subprocess.run(
        [sys.executable, "-c", STUCK], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "waits for a job in a thread or process pool (Event.wait())" in done.stdout


def test_the_deadlock_of_the_run_is_the_one_that_is_raised() -> None:
    """That the pool could not be shut down either does not hide what went wrong first."""
    event = threading.Event()

    async def main() -> None:
        await asyncio.get_running_loop().run_in_executor(None, event.wait)

    with pytest.raises(Deadlock, match="main waits for a job in a thread or process pool"):
        asyncproof.run(main())
    event.set()
    for thread in threading.enumerate():
        if thread.name.startswith("asyncio_"):
            thread.join()


def test_jobs_that_end_are_waited_for() -> None:
    """A pool whose jobs come to their ends is shut down as ever, and no thread is left."""

    async def main() -> int:
        return await asyncio.get_running_loop().run_in_executor(None, int, "7")

    assert asyncproof.run(main()) == 7
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("asyncio_")]


def test_the_threads_left_behind_are_named() -> None:
    """Only those with a job that does not end are left."""
    event = threading.Event()
    pool = ThreadPoolExecutor(2, thread_name_prefix="stuck")
    pool.submit(event.wait)
    pool.submit(int).result()
    assert abandon(pool) == ["stuck_0"]
    event.set()


def test_only_what_starts_in_the_block_is_a_daemon() -> None:
    """Afterwards this thread's children are as before."""
    with daemons():
        inside = threading.Thread()
    assert (inside.daemon, threading.Thread().daemon) == (True, False)
