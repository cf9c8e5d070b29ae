from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import pytest

from asyncproof.guard.stalling.interrupting import Broken, Interrupter

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def interrupter() -> Iterator[Interrupter]:
    """Listen to the signal, and give it back to whoever had it."""
    one = Interrupter()
    before = signal.getsignal(signal.SIGURG)
    signal.signal(signal.SIGURG, signal.SIG_DFL)
    one.install()
    yield one
    one.remove()
    signal.signal(signal.SIGURG, before)


def test_a_call_that_never_returns_is_ended(interrupter: Interrupter) -> None:
    """Broken comes out of the call, with the message."""
    lock = threading.Lock()
    lock.acquire()
    timer = threading.Timer(0.05, interrupter.interrupt, (lambda _: True, lambda: "enough"))
    timer.start()
    with pytest.raises(Broken, match="enough"):
        lock.acquire()
    timer.join()


def test_who_has_gone_on_is_left_alone(interrupter: Interrupter) -> None:
    """Nothing is raised when the thread is not where it was any more."""
    interrupter.interrupt(lambda _: False, lambda: "never")
    assert interrupter.works


def test_a_taken_signal_is_left_to_its_owner() -> None:
    """Nothing is interrupted where somebody else listens to the signal."""
    before = signal.signal(signal.SIGURG, lambda *_: None)
    try:
        one = Interrupter()
        one.install()
        assert not one.works
        one.remove()
    finally:
        signal.signal(signal.SIGURG, before)
