from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import threading
from concurrent.futures import ThreadPoolExecutor
from asyncproof.guard.stalling.keeping_out import keep_out

pool = ThreadPoolExecutor(1)
started = threading.Event()
pool.submit(lambda: (started.set(), threading.Event().wait()))
started.wait()
(thread,) = pool._threads
keep_out(thread)
thread.join()
pool.shutdown()
print("over")
"""


def test_neither_a_join_nor_the_process_waits_for_it() -> None:
    """A process with a pool's thread that never ends comes to its end."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "over\n"), done.stderr
