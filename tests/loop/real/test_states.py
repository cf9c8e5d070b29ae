from __future__ import annotations

import os
import queue
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.loop.real import states
from asyncproof.loop.real.states import StackSight, State, SystemCallSight, best_sight, count_native_threads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asyncproof.loop.real.states import Sight

EXACT = SystemCallSight.here()
both = pytest.mark.parametrize(
    "sight",
    [
        pytest.param(
            EXACT, id="system calls", marks=pytest.mark.skipif(EXACT is None, reason="not on this machine")
        ),
        pytest.param(StackSight(), id="stack"),
    ],
)


class Running:
    """Threads that are ended, by their own means, when the test is over."""

    def __init__(self) -> None:
        self.ends: list[tuple[threading.Thread, Callable[[], object]]] = []

    def __call__(
        self, target: Callable[..., object], *args: Any, end: Callable[[], object]
    ) -> threading.Thread:
        thread = threading.Thread(target=target, args=args)
        thread.start()
        self.ends.append((thread, end))
        return thread


@pytest.fixture
def running() -> Iterator[Running]:
    """Start threads that are joined at the end."""
    started = Running()
    yield started
    for thread, end in started.ends:
        end()
        thread.join()


def seen(sight: Sight, thread: threading.Thread, wanted: State) -> State:
    """Look until a thread is in the wanted state, for two real seconds at most."""
    end = time.monotonic() + 2
    while True:
        state = sight.state(thread, sys._current_frames().get(thread.ident or 0))
        if state is wanted or time.monotonic() > end:
            return state
        time.sleep(0.001)


@both
def test_waiting_for_an_event_is_parked(sight: Sight, running: Running) -> None:
    """Only this process can set an event."""
    event = threading.Event()
    assert seen(sight, running(event.wait, end=event.set), State.PARKED) is State.PARKED


@both
def test_waiting_for_a_queue_is_parked(sight: Sight, running: Running) -> None:
    """Only this process can fill a queue of the `queue` module."""
    work: queue.Queue[None] = queue.Queue()
    thread = running(work.get, end=lambda: work.put(None))
    assert seen(sight, thread, State.PARKED) is State.PARKED


@both
def test_joining_a_thread_is_parked(sight: Sight, running: Running) -> None:
    """A thread that joins another ends only after that one."""
    event = threading.Event()
    first = running(event.wait, end=event.set)
    second = running(first.join, end=event.set)
    assert seen(sight, second, State.PARKED) is State.PARKED


@both
def test_waiting_with_a_timeout_is_timed(sight: Sight, running: Running) -> None:
    """A timeout may end a wait without anybody's help."""
    event = threading.Event()
    assert seen(sight, running(event.wait, 60, end=event.set), State.TIMED) is State.TIMED


@both
def test_sleeping_is_busy(sight: Sight, running: Running) -> None:
    """A sleeping thread goes on by itself."""
    thread = running(time.sleep, 0.03, end=int)
    assert seen(sight, thread, State.BUSY) is State.BUSY


@both
def test_computing_is_busy(sight: Sight, running: Running) -> None:
    """A thread that computes is busy at every look, whether it has its turn or waits for it."""
    stop: list[int] = []

    def compute() -> None:
        while not stop:
            pass

    thread = running(compute, end=lambda: stop.append(1))
    states_seen = {sight.state(thread, sys._current_frames()[thread.ident or 0]) for _ in range(5)}
    assert states_seen <= {State.BUSY, State.TIMED}


@both
def test_an_ended_thread_is_gone(sight: Sight) -> None:
    """Nothing comes from a thread that has ended."""
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
    assert seen(sight, thread, State.GONE) is State.GONE


@both
def test_a_thread_that_is_not_yet_known_to_the_system_is_busy(sight: Sight) -> None:
    """A thread whose start is under way will do something."""

    class Starting(threading.Thread):
        native_id = None

        def is_alive(self) -> bool:
            return True

    assert sight.state(Starting(), None) is State.BUSY


@both
def test_a_woken_thread_is_never_parked(sight: Sight, running: Running) -> None:
    """From the moment at which an event is set, its waiter is not parked, though it has not run."""
    if not sight.exact and sys.version_info >= (3, 14):
        pytest.skip("a lock stays locked when it is handed over: that is looked at twice")
    for _ in range(20):
        event = threading.Event()
        thread = running(event.wait, end=event.set)
        seen(sight, thread, State.PARKED)
        event.set()
        assert sight.state(thread, sys._current_frames().get(thread.ident or 0)) is not State.PARKED


def test_a_machine_that_hides_system_calls_is_served_by_stacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere there is no /proc; a kernel or a container may have it without this file."""

    def hide(thread: threading.Thread) -> list[bytes]:
        raise FileNotFoundError(thread.native_id)

    monkeypatch.setattr(states, "_read_fields", hide)
    assert SystemCallSight.here() is None
    assert not best_sight.__wrapped__().exact


def test_a_machine_that_shows_something_else_is_served_by_stacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What can't be learned is not guessed."""
    monkeypatch.setattr(states, "_read_fields", lambda thread: [b"-1", b"0x0", b"0x0"])
    monkeypatch.setattr(states, "sleep", lambda seconds: None)
    assert SystemCallSight.here() is None


def test_learning_leaves_no_thread_behind() -> None:
    """What waiting looks like is learned from a thread that ends at once."""
    before = threading.active_count()
    SystemCallSight.here()
    assert threading.active_count() == before


@pytest.mark.skipif(EXACT is None, reason="not on this machine")
def test_a_lock_inside_of_the_interpreter_is_no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two threads that want the interpreter at a time may meet in a lock that looks much like any other."""
    assert EXACT is not None
    fields = [EXACT._call, b"0x1", b"0x80", b"0x2", b"0x0", b"..."]
    monkeypatch.setattr(states, "_read_fields", lambda thread: fields)
    assert EXACT.state(threading.current_thread(), None) is State.BUSY


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_native_threads_are_counted(running: Running) -> None:
    """There are at least as many as Python knows."""
    event = threading.Event()
    running(event.wait, end=event.set)
    assert count_native_threads() >= threading.active_count() >= 2


def test_native_threads_are_none_where_nobody_counts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere the number is not known, and nothing is concluded from it."""
    monkeypatch.setattr(states, "TASKS", states.TASKS / "gone")
    assert count_native_threads() == 0


@pytest.mark.parametrize("hands_over", [True, False])
def test_a_stack_is_looked_at_again_where_it_hides_what_was_handed_over(
    monkeypatch: pytest.MonkeyPatch, *, hands_over: bool
) -> None:
    """After a moment in which the thread can take it."""
    slept: list[float] = []
    monkeypatch.setattr(states, "HANDS_OVER", hands_over)
    monkeypatch.setattr(states, "sleep", slept.append)
    assert StackSight().confirms([threading.current_thread()]) is not hands_over
    assert bool(slept) is hands_over


@pytest.mark.skipif(EXACT is None, reason="not on this machine")
def test_several_threads_are_looked_at_twice(running: Running) -> None:
    """One may have woken another while we looked; a single one can't have."""
    assert EXACT is not None
    event = threading.Event()
    parked = [running(event.wait, end=event.set) for _ in range(2)]
    for thread in parked:
        seen(EXACT, thread, State.PARKED)
    busy = running(time.sleep, 0.03, end=int)
    seen(EXACT, busy, State.BUSY)
    assert EXACT.confirms(parked)
    assert not EXACT.confirms([*parked, busy])
    assert EXACT.confirms([busy])


def test_looking_makes_no_call_that_others_take_for_blocking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who replaces `os.read` or joins to find what blocks a loop, finds none of ours."""

    def blocks(*_: object) -> None:
        raise AssertionError

    for place, name in [(os, "read"), (os, "open"), (time, "sleep"), (threading.Thread, "join")]:
        monkeypatch.setattr(place, name, blocks)
    before = threading.active_count()
    assert states.SystemCallSight.here() or sys.platform != "linux"
    assert threading.active_count() == before
