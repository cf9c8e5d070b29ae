"""Looking at the threads of a run until they are where a test wants them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from asyncproof.loop.real.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.loop.real import Work


def look_until(threads: Threads, condition: Callable[[list[Work]], bool]) -> list[Work]:
    """Look until the condition holds, for two real seconds at most."""
    end = time.monotonic() + 2
    while True:
        work = threads.look()
        if condition(work) or time.monotonic() > end:
            return work
        time.sleep(0.001)


def look_at_one(threads: Threads, text: str) -> Work:
    """Look until exactly one thing is outstanding, whose phrase has the text."""
    work = look_until(threads, lambda work: len(work) == 1 and text in work[0].what)
    assert len(work) == 1
    assert text in work[0].what
    return work[0]


def at_rest(threads: Threads) -> bool:
    """Tell whether nothing is outstanding, after a while at most."""
    return not look_until(threads, lambda work: not work)


def nap_in_pool() -> None:
    """Be a job that shows in the stack."""
    time.sleep(0.03)
