from __future__ import annotations

import _thread
import asyncio
import gc
import os
import sys
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.guard import Owner, Session
from asyncproof.guard.owner import OWNER
from asyncproof.guard.stalling import watchdog
from asyncproof.guard.stalling.native import NativeTurn
from asyncproof.guard.stalling.processor import Usage
from asyncproof.guard.stalling.turn import Doing, Turn
from asyncproof.guard.stalling.watchdog import PERIOD, Step, Watchdog
from tests.guard.stalling.looking import TEST, Looked, Sees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.guard.stalling.watchdog import Wait


class Onlooker:
    """Looks at nothing."""

    def stepping(self, step: Step, turn: Turn) -> None:
        """Look away."""

    def waiting(self, wait: Wait, turn: Turn) -> None:
        """Look away."""

    def running(self, turn: Turn, now: float, used: float) -> None:
        """Look away."""


def test_no_test_finds_its_thread_and_it_ends_with_the_run() -> None:
    """The thread is unknown to `threading`, and gone when the last onlooker has left."""
    dog, onlooker, callbacks = Watchdog(Session(())), Onlooker(), list(gc.callbacks)
    threads = threading.enumerate()
    dog.join(onlooker, 1)
    dog.wake()
    assert threading.enumerate() == threads
    dog.leave(onlooker)
    assert dog not in Watchdog.active
    assert gc.callbacks == callbacks


def test_a_step_is_that_of_its_handle_until_it_ends() -> None:
    """A step is known by its handle, which is not kept alive."""

    class Handle:
        pass

    handle: Any = Handle()
    step = Step(handle, Owner("test"), 0.0)
    assert step.is_at(handle)
    assert not step.is_at(Handle())
    step.end()
    assert not step.is_at(handle)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Looked]:
    """Make a watchdog with a clock of its own."""
    one = Looked()
    monkeypatch.setattr(watchdog, "_CLOCK", (lambda: one.now,))
    one.begin()
    yield one
    one.dog.leave(one.sees)


def test_a_step_that_sleeps_is_told_from_one_that_computes(looked: Looked) -> None:
    """What it has slept and computed is summed up; one look at which it had run ends a sleep."""

    async def main() -> None:
        looked.look()
        looked.look()
        looked.look()
        step = looked.sees.steps[-1]
        assert step.owner is (OWNER.get() or TEST)
        assert step.asleep == step.slept == pytest.approx(2 * PERIOD)
        assert step.cpu == 0.0
        looked.look(cpu=PERIOD)
        assert (step.asleep, step.cpu) == (0.0, PERIOD)
        assert step.slept == pytest.approx(2 * PERIOD)
        assert step.looks == len(looked.sees.steps) == 4
        await asyncio.sleep(0)
        looked.look()
        assert looked.sees.steps[-1] is not step

    asyncio.run(main())


def test_a_late_look_was_kept_from_coming_by_the_step_that_runs(looked: Looked) -> None:
    """What was computed meanwhile is its own, but for the time in which a look would have come."""

    async def main() -> None:
        looked.look(1.0, cpu=1.0)
        assert looked.sees.steps[-1].cpu == pytest.approx(1.0 - PERIOD)

    asyncio.run(main())


def test_who_waits_for_a_processor_does_not_sleep(looked: Looked) -> None:
    """A thread that would have run is no sleeper, nor is one that was looked at too late."""

    async def main() -> None:
        looked.look()
        looked.look(waited=PERIOD)
        looked.look(10 * PERIOD)
        assert looked.sees.steps[-1].slept == 0.0

    asyncio.run(main())


def test_who_is_kept_from_running_does_not_sleep(looked: Looked) -> None:
    """What the scheduler has not counted yet is seen by the state of the thread."""

    async def main() -> None:
        looked.look()
        looked.ready = True
        looked.look()
        looked.look()
        assert looked.sees.steps[-1].asleep == looked.sees.steps[-1].slept == 0.0
        looked.ready = False
        looked.look()
        assert looked.sees.steps[-1].asleep == pytest.approx(PERIOD)

    asyncio.run(main())


def test_what_python_collects_meanwhile_is_not_computed_by_the_step(looked: Looked) -> None:
    """Collecting all garbage takes long, and comes when it comes."""

    def takes_long(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            looked.now += 5.0

    async def main() -> None:
        looked.look()
        gc.collect(0)
        gc.collect()
        looked.look(cpu=5.5)

    gc.callbacks.append(takes_long)
    try:
        asyncio.run(main())
    finally:
        gc.callbacks.remove(takes_long)
    assert looked.sees.used == [0.0, pytest.approx(0.5)]


def test_what_was_collected_counts_before_python_says_that_it_is_over(looked: Looked) -> None:
    """The watchdog's thread may get its turn between the end of a collection and the news of it."""

    def comes_first(phase: str, info: dict[str, int]) -> None:
        if phase == "stop" and info["generation"] == 2:
            looked.look(5.0, cpu=5.5)

    async def main() -> None:
        looked.look()
        gc.collect()
        looked.look(cpu=0.25)

    gc.callbacks.insert(0, comes_first)
    try:
        asyncio.run(main())
    finally:
        gc.callbacks.remove(comes_first)
    assert looked.sees.used == [0.0, pytest.approx(0.5), pytest.approx(0.25)]


def test_a_wait_lasts_as_long_as_the_thread_does_not_run(
    looked: Looked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A loop that was woken in between waits anew; a late look counts as one."""
    monkeypatch.setattr(looked.dog, "turn_at", lambda _: Turn(Doing.WAITING, [], None, None))
    looked.look()
    looked.look()
    looked.look(100.0)
    (first, again) = looked.sees.waits
    assert first is again is looked.dog.wait
    assert first.asleep < 4 * PERIOD
    looked.look(cpu=0.001, turns=1)
    assert looked.dog.wait is not first


def test_without_a_loop_there_is_neither_step_nor_wait(looked: Looked) -> None:
    """What the thread of the tests does then is nobody's business."""

    async def main() -> None:
        looked.look()
        assert looked.dog.step is not None

    asyncio.run(main())
    looked.look()
    assert looked.dog.step is None
    assert len(looked.sees.used) == 1


def test_a_task_of_a_loop_in_c_begins_a_step_with_each_turn(
    looked: Looked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its handle is its task, which may make many steps: so the loop says when one is over."""
    later: list[Any] = []
    loop: Any = SimpleNamespace(call_soon_threadsafe=later.append)
    task: Any = Sees()
    monkeypatch.setattr(asyncio, "current_task", lambda _: task)
    turn = NativeTurn(Doing.STEPPING, [], None, loop)
    monkeypatch.setattr(watchdog, "native_turn_of", lambda *_: turn)
    monkeypatch.setitem(sys.modules, "uvloop", SimpleNamespace())
    looked.look()
    looked.look()
    assert looked.sees.steps[0] is looked.sees.steps[1]
    (end,) = later
    end()
    looked.look()
    assert looked.sees.steps[2] is not looked.sees.steps[0]


def test_what_is_used_between_tests_is_of_no_step(looked: Looked) -> None:
    """Whoever writes reports computes for long; the step that is seen next has not."""

    async def main() -> None:
        looked.look()
        looked.now += 1.0
        looked.usage = Usage(looked.usage.cpu + 1.0, 0.0, 1)
        looked.dog._look_away(looked)
        looked.look(cpu=0.02, turns=1)

    asyncio.run(main())
    assert looked.sees.steps[1] is not looked.sees.steps[0]
    assert looked.sees.steps[1].cpu == 0


def test_a_look_that_comes_late_for_want_of_a_processor_blames_nobody(looked: Looked) -> None:
    """On a busy machine the watchdog itself waits, and what ran meanwhile may have been many steps."""
    own = SimpleNamespace(read=lambda: Usage(0.0, queued.pop(0), 0))
    queued = [0.0, 0.9, 0.9]

    async def main() -> None:
        looked.dog._own = own
        looked.look()
        looked.sees.steps[0].end()
        looked.look(0.92, cpu=0.8, turns=9)
        looked.sees.steps[1].end()
        looked.look(0.92, cpu=0.8, turns=9)

    asyncio.run(main())
    assert [step.cpu for step in looked.sees.steps] == [0.0, 0.0, pytest.approx(0.8)]


def test_a_look_that_fails_is_counted_and_harms_nobody(looked: Looked) -> None:
    """What is looked at goes on meanwhile, so a look may fail; the next one comes."""

    async def main() -> None:
        looked.dog._safely(looked.dog._look, looked)
        looked.usage = None
        looked.dog._safely(looked.dog._look, looked)

    asyncio.run(main())
    assert looked.dog.troubles == 1
    assert len(looked.sees.steps) == 1


def test_the_thread_looks_only_while_a_test_of_its_run_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between tests there is nothing to see; and with the run the thread ends, with all that it has open."""
    meter, gone = Looked(), _thread.allocate_lock()
    bell: Any = SimpleNamespace(acquire=lambda timeout: rings.pop() if timeout else None)
    host: Any = SimpleNamespace(running=None, loops=[])
    dog = Watchdog(host)
    looks: list[object] = []
    monkeypatch.setattr(dog, "_look", looks.append)
    dog.join(meter.sees, 1)
    try:
        dog.step = Step(None, None, 0.0)
        gone.acquire()
        rings = [True, False]
        dog._run(bell, gone, meter)
        assert (dog.step, looks) == (None, [])
        assert (meter.closed, gone.locked()) == (True, False)
        host.running = TEST
        gone.acquire()
        rings = [True, False, False]
        dog._run(bell, gone, meter)
        assert looks == [meter, meter]
    finally:
        dog.leave(meter.sees)


def test_what_can_not_be_known_again_is_no_step() -> None:
    """Nothing, and what has no room for weak references, is a new step at each look."""
    assert not Step(None, TEST, 0.0).is_at(None)
    handle = object()
    assert not Step(handle, TEST, 0.0).is_at(handle)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_its_thread_is_away_while_a_process_forks() -> None:
    """A fork with several threads is warned of by Python; the parent has its watchdog again afterwards."""
    dog, onlooker = Watchdog(Session(())), Onlooker()
    dog.join(onlooker, 1)
    try:
        dog.wake()
        watchdog._before_fork()
        assert dog._bell is None
        watchdog._after_fork()
        assert dog._bell is not None
    finally:
        dog.leave(onlooker)
