from __future__ import annotations

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
        native_id = None  # type: ignore[assignment]

        def is_alive(self) -> bool:
            return True

    assert sight.state(Starting(), None) is State.BUSY


@both
def test_a_woken_thread_is_never_parked(sight: Sight, running: Running) -> None:
    """From the moment at which an event is set, its waiter is not parked, though it has not run."""
    for _ in range(20):
        event = threading.Event()
        thread = running(event.wait, end=event.set)
        seen(sight, thread, State.PARKED)
        event.set()
        assert sight.state(thread, sys._current_frames().get(thread.ident or 0)) is not State.PARKED


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_best_sight_of_linux_is_exact() -> None:
    """On the machines that we know, Linux tells all."""
    if EXACT is None:
        pytest.skip("a machine that we do not know")
    assert best_sight().exact


@pytest.mark.parametrize(("machine", "platform"), [("vax", "linux"), ("x86_64", "darwin")])
def test_an_unknown_machine_is_served_by_stacks(
    monkeypatch: pytest.MonkeyPatch, machine: str, platform: str
) -> None:
    """Where the number of the system call is not known, or there is no /proc, the stack has to do."""
    monkeypatch.setattr(states.platform, "machine", lambda: machine)
    monkeypatch.setattr(states.sys, "platform", platform)
    assert not best_sight().exact


def test_a_machine_that_hides_system_calls_is_served_by_stacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel or container may have /proc without this file."""

    def hide(path: str) -> bytes:
        raise FileNotFoundError(path)

    monkeypatch.setattr(states, "_read", hide)
    assert not best_sight().exact


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_native_threads_are_counted(running: Running) -> None:
    """A thread more is one more."""
    before = count_native_threads()
    event = threading.Event()
    running(event.wait, end=event.set)
    assert count_native_threads() == before + 1


def test_native_threads_are_none_where_nobody_counts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere the number is not known, and nothing is concluded from it."""
    monkeypatch.setattr(states, "TASKS", states.TASKS / "gone")
    assert count_native_threads() == 0
