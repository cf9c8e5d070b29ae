from __future__ import annotations

import asyncio
import signal
import sys
import threading
from contextlib import suppress

import pytest

import asyncproof
from asyncproof.exploring import spinning
from asyncproof.exploring.running import Runner
from asyncproof.exploring.spinning import Spinning, SpinWatch, spins_ended
from asyncproof.loop import TIMING, FirstChooser

timers = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no such timer")


def test_a_step_is_ended_when_it_has_had_its_time() -> None:
    """As many looks as fit in its time find the same step; the next one ends it, and says where it is."""
    watch = SpinWatch(most=1.0)

    async def spin() -> None:
        for _ in range(4):
            watch.tick(0, sys._getframe())
        watch.tick(0, sys._getframe())

    with pytest.raises(
        Spinning, match=r"computes for 1 s and does not end(.|\n)*test_spinning.py:\d+ in spin"
    ):
        asyncproof.run(spin())


def test_steps_that_end_are_left_alone() -> None:
    """Time is counted anew for each step, and none of it outside of our loops."""
    watch = SpinWatch(most=0.5)

    async def go_on() -> None:
        for _ in range(20):
            watch.tick(0, None)
            await asyncio.sleep(0)

    asyncproof.run(go_on())
    asyncio.run(go_on())
    for _ in range(20):
        watch.tick(0, None)


def test_after_the_first_the_others_have_less_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many runs of a scenario that spins would else take hours."""
    monkeypatch.setattr(spinning, "MOST", 5.0)
    watch, looks = SpinWatch(most=5.0), []

    def look(number: int) -> None:
        try:
            watch.tick(0, None)
        except Spinning as error:
            looks.append((number, "somewhere" in str(error)))

    async def spin() -> None:
        for number in range(100):
            look(number)

    asyncproof.run(spin())
    assert looks[:3] == [(20, True), (22, True), (24, True)]


@timers
def test_a_scenario_that_spins_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real loop without an await in it is ended, though it hides from exceptions, and told of."""
    monkeypatch.setattr(spinning, "TICK", 0.001)

    async def spin() -> None:
        while True:
            with suppress(Exception):
                sum(range(10))

    with spins_ended(most=0.005):
        outcome = Runner(spin).run(FirstChooser(), TIMING)
    assert isinstance(outcome.error, Spinning)
    assert "in test_a_scenario_that_spins_fails" in str(outcome.error) or "in spin" in str(outcome.error)


@timers
def test_the_timer_is_given_back() -> None:
    """Neither the signal nor the timer is kept, and one that somebody else uses is left alone."""
    with spins_ended():
        assert signal.getitimer(signal.ITIMER_VIRTUAL)[1] == spinning.TICK
        ours = signal.getsignal(signal.SIGVTALRM)
        with spins_ended():
            assert signal.getsignal(signal.SIGVTALRM) == ours
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGVTALRM) == signal.SIG_DFL


def test_in_another_thread_nothing_is_watched() -> None:
    """Signals come to the main thread alone."""
    seen = []

    def explore() -> None:
        with spins_ended():
            seen.append(signal.getsignal(signal.SIGVTALRM) if hasattr(signal, "SIGVTALRM") else None)

    thread = threading.Thread(target=explore)
    thread.start()
    thread.join()
    assert seen in ([signal.SIG_DFL], [None])
