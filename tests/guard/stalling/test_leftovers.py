from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from asyncproof.guard.ledger import Ledger
from asyncproof.guard.owner import Owner
from asyncproof.guard.stalling.leftovers import Leftovers
from asyncproof.guard.stalling.stillness import could_threads_wake

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def a_reader() -> Iterator[tuple[threading.Thread, int]]:
    """Give a thread that waits for bytes from outside, and where to send them."""
    here, there = os.pipe()
    begun = threading.Event()

    def read() -> None:
        begun.set()
        while os.read(here, 1) == b"1":
            begun.set()

    thread = threading.Thread(target=read)
    thread.start()
    begun.wait()
    try:
        yield thread, there
    finally:
        os.write(there, b"0")
        thread.join()
        os.close(here)
        os.close(there)


def settled(leftovers: Leftovers, thread: threading.Thread) -> bool:
    """Take stock until the thread has come to rest, for some hundred times at most."""
    for _ in range(500):
        leftovers.take_stock()
        threading.Event().wait(0.001)
        if thread in leftovers.idle():
            return True
    return False


def test_a_thread_that_has_not_run_since_before_the_test_does_nothing_for_it() -> None:
    """It could wake somebody, for all one knows, but it has not moved; once it has, it may be at work."""
    leftovers = Leftovers(host(Ledger()))
    with a_reader() as (thread, there):
        if not Path("/proc/self/schedstat").exists():
            assert leftovers.idle() == []
            return
        # Its first look is helped by a thread, which may take a moment to be gone.
        assert could_threads_wake()
        assert settled(leftovers, thread)
        assert not could_threads_wake(leftovers.idle())
        os.write(there, b"1")
        assert any(thread not in leftovers.idle() for _ in range(10_000))


def test_a_thread_of_the_test_itself_counts() -> None:
    """Whoever was started since may be at work, however still it stands."""
    leftovers = Leftovers(host(Ledger()))
    leftovers.take_stock()
    with a_reader() as (thread, _):
        assert thread not in leftovers.idle()


def test_a_thread_of_a_test_that_is_over_does_not_count() -> None:
    """Whatever it does, it does nothing for the next test; one of a test that runs may."""
    ledger, owner = Ledger(), Owner("test_a")
    leftovers = Leftovers(host(ledger))
    with a_reader() as (thread, _):
        ledger.note(thread, owner)
        assert thread not in leftovers.idle()
        owner.ended = True
        assert thread in leftovers.idle()


def host(ledger: Ledger) -> Any:
    """Make a host that knows who made what."""
    return SimpleNamespace(ledger=ledger)
