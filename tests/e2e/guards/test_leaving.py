from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.neighbours import without_slow

if TYPE_CHECKING:
    from pathlib import Path

STUCK = """
import queue, threading
def test_it():
    threading.Thread(target=queue.SimpleQueue().get, name="waiter").start()
"""
BUSY = """
import threading, time
def work():
    time.sleep(0.5)
    print("done after all", flush=True)
def test_it():
    threading.Thread(target=work, name="worker").start()
"""


def run(tmp_path: Path, text: str) -> str:
    """Run a test file in a process of its own, which must end by itself."""
    (tmp_path / "test_it.py").write_text(text, encoding="utf-8")
    quiet = [*without_slow(), "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-q", "-s", *quiet, "test_it.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout


def test_a_thread_that_waits_for_ever_does_not_keep_the_process(tmp_path: Path) -> None:
    """The leak is told, and the process ends without the thread that could never end."""
    printed = run(tmp_path, STUCK)
    assert "leaked-thread: thread `waiter` still runs after the test" in printed
    assert "asyncproof: thread `waiter` waits for what nobody is left to do" in printed


def test_a_thread_that_works_is_waited_for(tmp_path: Path) -> None:
    """What is still working when the tests are over may come to its end."""
    assert "done after all" in run(tmp_path, BUSY)
