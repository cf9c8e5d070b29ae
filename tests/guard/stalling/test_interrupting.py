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


def test_a_signal_that_nobody_asked_for_does_nothing(interrupter: Interrupter) -> None:
    """The system sends this one too, for news on a socket."""
    signal.raise_signal(signal.SIGURG)
    assert interrupter.works


def test_whoever_takes_the_signal_in_the_meantime_keeps_it() -> None:
    """Nothing is interrupted from then on, and the end of the run takes nothing away."""
    before = signal.signal(signal.SIGURG, signal.SIG_DFL)
    arrived: list[int] = []

    def mine(number: int, _: object) -> None:
        arrived.append(number)

    try:
        one = Interrupter()
        one.install()
        signal.signal(signal.SIGURG, mine)
        assert not one.works
        one.interrupt(lambda _: True, lambda: "never")
        one.remove()
        assert signal.getsignal(signal.SIGURG) is mine
        assert arrived == []
    finally:
        signal.signal(signal.SIGURG, before)


def test_a_run_inside_of_a_run_shares_it() -> None:
    """Only the last one to need it gives the signal back."""
    before = signal.signal(signal.SIGURG, signal.SIG_DFL)
    try:
        one = Interrupter()
        one.install()
        one.install()
        one.remove()
        assert one.works
        one.remove()
        assert signal.getsignal(signal.SIGURG) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGURG, before)
