from __future__ import annotations

import asyncio
import gc
import math
import threading
import weakref
from collections.abc import Callable
from contextvars import ContextVar, copy_context
from typing import Any

import pytest

import asyncproof
from asyncproof import Chooser
from asyncproof.loop import ControlledLoop, FirstChooser, RandomChooser
from asyncproof.loop.scheduling import FOREVER

Note = Callable[[object], None]


def log_of(fill: Callable[[ControlledLoop, Note], object], **options: Any) -> list[object]:
    """Let *fill* schedule things on a loop, and return what they logged in an hour of virtual time."""
    log: list[object] = []

    async def main() -> None:
        fill(asyncio.get_running_loop(), log.append)
        await asyncio.sleep(3600)

    asyncproof.run(main(), **options)
    return log


@pytest.mark.parametrize("chooser", [None, FirstChooser()])
def test_callbacks_run_in_the_order_in_which_they_were_called(chooser: Chooser | None) -> None:
    """`call_soon` is first in, first out."""
    assert log_of(lambda loop, note: [loop.call_soon(note, n) for n in range(9)], chooser=chooser) == list(
        range(9)
    )


@pytest.mark.parametrize("chooser", [None, FirstChooser()])
def test_timers_run_in_deadline_order_and_ties_in_the_order_of_their_making(chooser: Chooser | None) -> None:
    """Who is due first runs first; who is due at once with another runs in the order of the calls."""

    def fill(loop: ControlledLoop, note: Note) -> None:
        for number, delay in enumerate((3, 1, 2, 1, 3)):
            loop.call_later(delay, note, (delay, number))

    assert log_of(fill, chooser=chooser) == [(1, 1), (1, 3), (2, 2), (3, 0), (3, 4)]


def test_call_at_and_call_later_mean_the_same_instant() -> None:
    """A time and a delay that meet run together, at exactly that time."""

    def fill(loop: ControlledLoop, note: Note) -> None:
        loop.call_later(0.3, lambda: note(loop.time()))
        loop.call_at(loop.time() + 0.3, lambda: note(loop.time()))

    assert log_of(fill) == [0.3, 0.3]


def test_what_is_due_in_the_past_runs_soon() -> None:
    """A negative delay, or a time that is over, counts as now."""

    def fill(loop: ControlledLoop, note: Note) -> None:
        loop.call_later(-5, note, "late")
        loop.call_at(-1, note, "later")

    assert log_of(fill) == ["late", "later"]


@pytest.mark.asyncproof(leaks="off")
def test_a_timer_at_infinity_never_comes() -> None:
    """Infinitely many seconds are no deadline: such a timer waits for ever and hides no deadlock."""
    loop = ControlledLoop()
    timer = loop.call_later(math.inf, print)
    loop.call_at(math.inf, print)
    assert timer.when() == FOREVER / 1e9
    assert loop.next_due() is None
    loop.close()


@pytest.mark.parametrize("name", ["call_later", "call_at"])
def test_no_time_at_all_is_refused(name: str) -> None:
    """As on a stock loop, None is no delay and no time."""
    loop = ControlledLoop()
    with pytest.raises(TypeError, match=r"must not be None|cannot be None"):
        getattr(loop, name)(None, print)
    loop.close()


def test_a_cancelled_callback_or_timer_does_not_run() -> None:
    """Cancelling works before the callback's turn, in the queue and in the heap."""

    def fill(loop: ControlledLoop, note: Note) -> None:
        loop.call_soon(note, "soon").cancel()
        loop.call_later(1, note, "later").cancel()
        loop.call_soon_threadsafe(note, "safe").cancel()
        loop.arrive("source", note, "arrival").cancel()
        loop.arrive("source", note, "arrival", delay=5).cancel()
        loop.call_soon(note, "kept")

    assert log_of(fill) == ["kept"]
    assert log_of(fill, chooser=FirstChooser()) == ["kept"]


@pytest.mark.asyncproof(leaks="off")
def test_dead_timers_are_swept_out() -> None:
    """Ten thousand timeouts that were cancelled do not stay in memory until they would have been due."""
    loop = ControlledLoop()
    kept = [loop.call_later(10, print) for _ in range(10)]
    for _ in range(10_000):
        loop.call_later(1000, print).cancel()
        loop.call_at(1000, print).cancel()
    assert len(loop._timers) < 600
    assert loop.next_due() == 10_000_000_000
    assert not any(timer.cancelled() for timer in kept)
    loop.close()


def test_callbacks_run_in_the_context_of_their_call() -> None:
    """Without a context a callback gets a copy of the caller's; with one, that."""
    variable = ContextVar("variable", default="none")
    other = copy_context()
    other.run(variable.set, "given")

    def fill(loop: ControlledLoop, note: Note) -> None:
        def look() -> None:
            note(variable.get())

        variable.set("caller")
        loop.call_soon(look)
        loop.call_later(0, look)
        loop.call_at(0, look)
        loop.call_soon_threadsafe(look)
        loop.arrive("source", look)
        variable.set("changed")
        for schedule in (loop.call_soon, lambda c, context: loop.call_later(0, c, context=context)):
            schedule(look, context=other)

    assert sorted(log_of(fill)) == ["caller"] * 5 + ["given"] * 2


@pytest.mark.parametrize("chooser", [None, FirstChooser()])
def test_what_one_source_sends_arrives_in_order(chooser: Chooser | None) -> None:
    """A later event of a source never overtakes an earlier one, even if it took less time."""

    def fill(loop: ControlledLoop, note: Note) -> None:
        loop.arrive("a", lambda: note(("a1", loop.time())), delay=2_000_000_000)
        loop.arrive("a", lambda: note(("a2", loop.time())), delay=1_000_000_000)
        loop.arrive("b", lambda: note(("b1", loop.time())), delay=1_000_000_000)
        loop.arrive("a", lambda: note(("a3", loop.time())))

    assert log_of(fill, chooser=chooser) == [("b1", 1), ("a1", 2), ("a2", 2), ("a3", 2)]


def test_an_arrival_is_never_delivered_at_once() -> None:
    """Even what takes no time comes in a later iteration, after what is ready."""
    log = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(log.append, "ready")
        loop.arrive("a", log.append, "arrived")
        log.append("sent")
        await asyncio.sleep(0)

    asyncproof.run(main())
    assert log == ["sent", "ready", "arrived"]


def test_sources_are_forgotten_when_nothing_is_on_its_way() -> None:
    """A loop does not grow with each connection that there ever was."""
    loop = ControlledLoop()

    async def main() -> int:
        for number in range(100):
            loop.arrive(number, int, delay=number)
        await asyncio.sleep(1)
        return len(loop._source_due)

    assert loop.run_until_complete(main()) == 0
    loop.close()


@pytest.mark.parametrize("chooser", [None, FirstChooser()])
def test_a_thread_wakes_a_loop_that_is_blocked(chooser: Chooser | None) -> None:
    """`call_soon_threadsafe` from another thread reaches a loop with nothing else to do."""

    async def main() -> int:
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        thread = threading.Thread(target=lambda: loop.call_soon_threadsafe(future.set_result, 7))
        thread.start()
        result = await future
        thread.join()
        return result

    assert asyncproof.run(main(), chooser=chooser) == 7


def test_a_loop_that_just_runs_waits_for_other_threads() -> None:
    """`run_forever` without a main task blocks, as a stock loop, until somebody calls in."""
    loop = ControlledLoop()
    thread = threading.Thread(target=lambda: loop.call_soon_threadsafe(loop.stop))
    loop.call_soon(thread.start)
    loop.run_forever()
    thread.join()
    loop.close()


def test_debug_mode_checks_what_it_is_given() -> None:
    """In debug mode a coroutine function is refused as a callback, and the wrong thread is noticed."""
    loop = ControlledLoop()
    loop.set_debug(True)
    for schedule in (loop.call_soon, lambda c: loop.call_later(0, c), loop.call_soon_threadsafe):
        with pytest.raises(TypeError, match="coroutines cannot be used"):
            schedule(asyncio.sleep)
    failures = []

    def from_elsewhere() -> None:
        try:
            loop.call_later(0, print)
        except RuntimeError as error:
            failures.append(str(error))

    async def main() -> None:
        thread = threading.Thread(target=from_elsewhere)
        thread.start()
        thread.join()

    loop.run_until_complete(main())
    assert failures == ["Non-thread-safe operation invoked on an event loop other than the current one"]
    loop.set_debug(False)
    loop.call_soon(asyncio.sleep).cancel()
    loop.close()


def test_a_closed_loop_takes_nothing_in() -> None:
    """Every way in says that the loop is closed."""
    loop = ControlledLoop()
    loop.close()
    for schedule in (
        loop.call_soon,
        loop.call_soon_threadsafe,
        lambda c: loop.call_later(0, c),
        lambda c: loop.call_at(0, c),
        lambda c: loop.arrive("a", c),
    ):
        with pytest.raises(RuntimeError, match="Event loop is closed"):
            schedule(print)


@pytest.mark.asyncproof(leaks="off")
def test_a_closed_loop_lets_go_of_everything() -> None:
    """Neither callbacks nor the loop itself live on after it was closed."""

    class Thing:
        def method(self) -> None: ...

    loop = ControlledLoop(chooser=FirstChooser())
    thing = Thing()
    loop.call_soon(thing.method)
    loop.call_later(1, thing.method)
    loop.arrive("a", thing.method)
    loop.arrive("a", thing.method, delay=1)
    loop.close()
    gone = weakref.ref(thing), weakref.ref(loop)
    del thing, loop
    gc.collect()
    assert [reference() for reference in gone] == [None, None]


def test_no_timer_fires_before_its_time() -> None:
    """Code that asks the clock whether it was woken too early never has to wait again."""

    async def main() -> int:
        loop = asyncio.get_running_loop()
        start = loop.time()
        for number in range(1, 50):
            while loop.time() < start + number * 0.1:
                await asyncio.sleep(start + number * 0.1 - loop.time())
        return loop.steps

    assert asyncproof.run(main()) < 400


@pytest.mark.parametrize("seed", range(20))
def test_a_job_s_result_never_overtakes_what_the_job_has_called(seed: int) -> None:
    """What a thread called comes before what it returned, whatever the chooser holds back."""

    async def main() -> list[int]:
        loop = asyncio.get_running_loop()
        log: list[int] = []

        def job() -> None:
            for number in range(3):
                loop.call_soon_threadsafe(log.append, number)

        await loop.run_in_executor(None, job)
        return list(log)

    assert asyncproof.run(main(), chooser=RandomChooser(seed)) == [0, 1, 2]


def test_dead_timers_of_instants_are_swept_out_too() -> None:
    """It makes no difference by which name a timer was set."""
    loop = ControlledLoop()
    for _ in range(10_000):
        loop.call_at(1000, print).cancel()
    assert len(loop._timers) < 600
    loop.close()


def test_the_method_of_the_class_is_the_same_call() -> None:
    """Who subclasses the loop and calls `super().call_soon()` gets there, though the loop hides its own."""
    assert log_of(lambda loop, note: type(loop).call_soon(loop, note, "ran")) == ["ran"]
