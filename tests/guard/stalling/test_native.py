from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
from collections import Counter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.guard.stalling import native
from asyncproof.guard.stalling.native import NativeTurn, listened_to, native_turn_of
from asyncproof.guard.stalling.turn import Doing
from asyncproof.loop.real.states import TASKS

if TYPE_CHECKING:
    from asyncproof.guard.stalling.turn import Turn

NATIVE = "asyncproof.guard.stalling.native"


class Loop:
    """A loop that runs, written in C as far as anybody can see."""

    def is_running(self) -> bool:
        """It runs."""
        return True


def test_asyncios_own_loops_are_not_looked_at_this_way() -> None:
    """Where a loop has frames, these tell more."""

    async def main() -> None:
        assert native_turn_of(sys._getframe(), [asyncio.get_running_loop()]) is None

    asyncio.run(main())


def test_a_step_of_a_loop_in_c_is_that_of_its_task() -> None:
    """The current task is what the loop does, and the runner's task is what it is for."""
    uvloop = pytest.importorskip("uvloop")

    async def main() -> None:
        turn = native_turn_of(sys._getframe(), [asyncio.get_running_loop()])
        assert turn is not None
        assert turn.doing is Doing.STEPPING
        assert turn.handle is asyncio.current_task()

    loop = uvloop.new_event_loop()
    loop.run_until_complete(main())
    loop.close()


@pytest.mark.skipif(not hasattr(select, "epoll"), reason="this system has no epoll")
def test_what_an_epoll_object_watches_is_counted_by_kind() -> None:
    """Nothing is watched at first; what can't be read counts as unknown."""
    with select.epoll() as epoll:
        assert not listened_to(epoll.fileno())
    assert listened_to(-1)["unknown"] == 1


def test_without_a_task_such_a_loop_waits() -> None:
    """What it waits for is the task of its runner, which stands below it on the stack."""
    loop: Any = Loop()

    def run(task: object) -> Turn | None:
        assert task
        return native_turn_of(sys._getframe(), [loop])

    turn = run("what it is for")
    assert turn is not None
    assert (turn.doing, turn.loop, turn.handle) == (Doing.WAITING, loop, None)
    assert turn.main == "what it is for"


def test_of_a_step_that_is_not_on_the_stack_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frames above the loop are those of the task's own function; without them there is no step."""
    loop: Any = Loop()

    async def step() -> Turn | None:
        return native_turn_of(sys._getframe(), [loop])

    coroutine = step()
    task = SimpleNamespace(get_coro=lambda: coroutine)
    monkeypatch.setattr(asyncio, "current_task", lambda _: task)
    assert native_turn_of(sys._getframe(), [loop]) is None
    with pytest.raises(StopIteration) as stopped:
        coroutine.send(None)
    turn = stopped.value.value
    assert (turn.doing, turn.handle) == (Doing.STEPPING, task)
    assert [frame.f_code for frame in turn.frames] == [step.__code__]


def test_a_loop_that_computes_waits_for_nothing() -> None:
    """In no system call that waits there is neither an end nor none: it could go on by itself."""
    turn = NativeTurn(Doing.WAITING, [], None, Loop())
    assert not turn.waits_for_ever
    assert turn.could_be_woken
    assert turn.main is None


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be no child processes, and no handlers of signals."""
    monkeypatch.setattr(f"{NATIVE}.has_children", lambda: False)
    monkeypatch.setattr(f"{NATIVE}.signal", SimpleNamespace(SIGTERM=signal.SIGTERM, getsignal=lambda _: 0))


def _sight_of_a_poll(
    monkeypatch: pytest.MonkeyPatch, own: int, seconds: float | None = None
) -> tuple[bool, bool]:
    """Let the tests' thread poll as such a loop does; say whether for ever, and whether it could be woken."""
    seen: list[tuple[bool, bool]] = []
    here, there = os.pipe()

    def look() -> None:
        for _ in range(2000):
            if native._call():
                turn = NativeTurn(Doing.WAITING, [], None, Loop())
                seen.append((turn.waits_for_ever, turn.could_be_woken))
                break
            threading.Event().wait(0.002)
        os.write(there, b"x")

    monkeypatch.setattr(f"{NATIVE}._OWN", Counter(pipe=own))
    thread = threading.Thread(target=look)
    with select.epoll() as epoll:
        epoll.register(here, select.EPOLLIN)
        thread.start()
        epoll.poll(seconds)
        thread.join()
    os.close(here)
    os.close(there)
    (one,) = seen
    return one


LINUX = pytest.mark.skipif(
    not TASKS.exists() or not native._WAITS, reason="this system does not tell what a thread waits for"
)


@LINUX
@pytest.mark.usefixtures("alone")
def test_a_wait_without_an_end_is_read_off_the_system_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits for ever if it has no timer and listens to nothing but what is its own."""
    assert _sight_of_a_poll(monkeypatch, own=1) == (True, False)


@LINUX
@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(("own", "seconds"), [(0, None), (1, 100.0)])
def test_a_wait_that_may_end_by_itself_is_none_for_ever(
    monkeypatch: pytest.MonkeyPatch, own: int, seconds: float | None
) -> None:
    """A timer will end it, and what it listens to may."""
    assert _sight_of_a_poll(monkeypatch, own, seconds) == (False, True)


@LINUX
@pytest.mark.usefixtures("alone")
def test_a_signal_that_somebody_hears_may_wake_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs stop their loops so."""
    heard = SimpleNamespace(SIGTERM=signal.SIGTERM, getsignal=lambda _: print)
    monkeypatch.setattr(f"{NATIVE}.signal", heard)
    assert _sight_of_a_poll(monkeypatch, own=1) == (True, True)


def test_where_the_system_tells_nothing_no_wait_is_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a thread's number there is nothing to read."""
    monkeypatch.setattr(threading.main_thread(), "_native_id", None)
    assert not NativeTurn(Doing.WAITING, [], None, Loop()).waits_for_ever
