from __future__ import annotations

import subprocess
import sys
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from asyncproof.guard.stalling import keeping_out

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


class Stand:
    """Stands for a thread, as much of it as is asked for."""

    def __init__(self, *, done: Any = None, join: Any = None, daemon: bool = False) -> None:
        self._handle = SimpleNamespace(_set_done=done)
        self.join = join
        self.daemon = daemon


def _refuse() -> None:
    raise RuntimeError("it has just ended by itself")


def test_since_python_3_13_the_end_of_the_process_waits_for_the_others_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was left behind counts as done; threads that will end are waited for, daemons never."""
    said: list[str] = []
    stuck, gone = Stand(done=lambda: said.append("done")), Stand(done=_refuse)
    others = [Stand(join=lambda: said.append("joined")), Stand(daemon=True, join=_refuse)]
    monkeypatch.setattr(keeping_out, "_left", set())
    monkeypatch.setattr(threading, "_thread_shutdown", None, raising=False)
    for thread in (stuck, gone):
        keeping_out.keep_out(thread)
    assert said == ["done"]
    everybody = [threading.current_thread(), stuck, gone, *others]
    monkeypatch.setattr(threading, "enumerate", lambda: everybody)
    vars(threading)["_thread_shutdown"]()
    assert said == ["done", "joined"]


def test_where_python_has_other_names_nothing_is_put_in_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that can't be marked is let be, and a function that is not there is not made."""
    monkeypatch.setattr(keeping_out, "_left", set())
    monkeypatch.delattr(threading, "_thread_shutdown", raising=False)
    keeping_out.keep_out(Stand())
    keeping_out.keep_out(Stand(done=list))
    assert not hasattr(threading, "_thread_shutdown")
