from __future__ import annotations

import asyncio
import sys
import threading
from typing import Any

import pytest

from asyncproof import run
from asyncproof.guard.stalling.turn import Doing, Turn, turn_of


def look() -> Turn | None:
    """Look at the running thread."""
    return turn_of(sys._getframe())


def test_without_a_loop_there_is_nothing_to_see() -> None:
    """A thread that runs no loop has no turn."""
    assert look() is None


def test_a_step_is_seen_with_its_loop_and_its_main_task() -> None:
    """The loop, the handle and what it all is for are read off the stack."""

    async def main() -> None:
        turn = look()
        assert turn is not None
        assert turn.doing is Doing.STEPPING
        assert turn.loop is asyncio.get_running_loop()
        assert turn.main is asyncio.current_task()
        assert turn.handle is not None
        assert not turn.is_closing
        assert not turn.waits_for_jobs

    asyncio.run(main())


@pytest.mark.asyncproof(leaks="off")
def test_clean_up_is_known_for_what_it_is() -> None:
    """A task that is cancelled at the end runs while the loop is closing."""
    seen: list[bool] = []

    async def main() -> None:
        asyncio.get_running_loop().create_task(leave())
        await asyncio.sleep(0)

    async def leave() -> None:
        try:
            await asyncio.sleep(10)
        finally:
            turn = look()
            seen.append(turn is not None and turn.is_closing)

    asyncio.run(main())
    assert seen == [True]


def _seen_by_a_thread() -> tuple[bool, bool]:
    """Look at the tests' thread until it waits; say how long, and whether anything could end that."""
    for _ in range(2000):
        turn = turn_of(sys._current_frames()[threading.main_thread().ident or 0])
        if turn is not None and turn.doing is Doing.WAITING:
            return turn.waits_for_ever, turn.could_be_woken
        threading.Event().wait(0.002)
    raise AssertionError("it never waits")


def test_a_wait_is_seen_with_its_end() -> None:
    """A loop with a timer will go on by itself, one without any does not."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        assert await asyncio.to_thread(_seen_by_a_thread) == (True, False)
        timer = loop.call_later(60, int)
        assert await asyncio.to_thread(_seen_by_a_thread) == (False, True)
        timer.cancel()

    asyncio.run(main())


def test_who_has_called_the_loop_is_known() -> None:
    """The function that has called `run_forever()` is found, and nothing that was not called."""
    loop, seen = asyncio.new_event_loop(), []

    def step() -> None:
        turn = look()
        assert turn is not None
        caller = turn.caller_of("run_forever")
        seen.extend([caller and caller.f_code.co_name, turn.caller_of("run_for_a_while")])
        loop.stop()

    loop.call_soon(step)
    loop.run_forever()
    loop.close()
    assert seen == ["test_who_has_called_the_loop_is_known", None]


def test_between_two_steps_a_loop_does_neither() -> None:
    """It neither waits then nor works for anybody."""

    async def main() -> None:
        frame = sys._getframe()
        while frame.f_code.co_name != "_run_once" and frame.f_back is not None:
            frame = frame.f_back
        assert frame.f_code.co_name == "_run_once"
        assert turn_of(frame) is None

    asyncio.run(main())


def test_a_loop_without_frames_of_its_own_may_wait_or_not() -> None:
    """Where nothing can be seen, nothing is claimed."""
    turn = Turn(Doing.WAITING, [], None, "loop")
    assert turn.loop == "loop"
    assert turn.handle is None
    assert not turn.waits_for_ever


def _callback(module: str, seen: list[Turn | None]) -> Any:
    """Make a callback in a module of this name that looks at the running thread."""
    namespace: dict[str, Any] = {"__name__": module, "turn_of": turn_of, "sys": sys, "seen": seen}
    exec("def callback(): seen.append(turn_of(sys._getframe()))", namespace)
    return namespace["callback"]


@pytest.mark.parametrize(
    ("module", "is_step"), [("timetable", True), ("selectors", False), ("asyncio.x", False)]
)
def test_what_a_controlled_loop_does_for_itself_is_no_step(module: str, is_step: bool) -> None:
    """Its own work is nobody's; a module of the user's is not taken for that, however it begins."""
    seen: list[Turn | None] = []

    async def main() -> None:
        asyncio.get_running_loop().call_soon(_callback(module, seen))
        await asyncio.sleep(0)

    run(main())
    (turn,) = seen
    assert (turn is not None) is is_step
    assert turn is None or turn.doing is Doing.STEPPING
