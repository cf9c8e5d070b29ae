"""What a recorder keeps of a run."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from asyncproof.core import Choice, Deadlock
from asyncproof.exploring.comparing.recording import Recorder
from asyncproof.exploring.running import Runner
from asyncproof.loop import TIMING
from asyncproof.loop.choosers import FirstChooser
from tests.exploring.comparing.frames import here, uses_on


def record(scenario: Any, recorder: Recorder) -> Any:
    """Run a scenario under the eyes of a recorder, without anybody who tells it of instructions."""
    outcome = Runner(scenario).run(FirstChooser(), TIMING, watchers=[recorder])
    recorder.settle()
    return outcome


def test_turns_and_ends() -> None:
    """Who goes on where, who begins, and who ends in which order; with the names of their coroutines."""

    async def child() -> None:
        await asyncio.sleep(1)

    async def main() -> None:
        task = asyncio.create_task(child(), name="child")
        await asyncio.sleep(2)
        await task

    recorder = Recorder()
    assert record(main, recorder).error is None
    seen = recorder.seen
    assert [(turn.task, turn.begins) for turn in seen.turns] == [
        ("Task-1", True),
        ("child", True),
        ("child", False),
        ("Task-1", False),
    ]
    assert seen.turns[2].spot.text == "await asyncio.sleep(1)"
    assert seen.ends == ["child", "Task-1"]
    assert seen.coroutines == {"Task-1": "main", "child": "child"}


def test_what_is_told_of_instructions_lines_and_cancellations() -> None:
    """It is kept with the task, and with what the task was waiting for."""
    recorder = Recorder()
    box = asyncio

    async def main() -> None:
        stock = {"a": 1}
        recorder.line(here())
        for use in uses_on(here(), 'stock["a"] = 2'):
            recorder.instruction(use, here())
        stock["a"] = 2
        with suppress(asyncio.CancelledError):
            await box.sleep(1)
        recorder.stopped(here(), "")
        recorder.stopped(here(), "KeyError")

    record(main, recorder)
    seen = recorder.seen
    (touch,) = seen.touches
    assert (touch.task, touch.verb, touch.name, touch.writes) == ("Task-1", "writes", "stock['a']", True)
    assert [spot.text for spot in seen.lines["Task-1"]] == ["recorder.line(here())"]
    (stop,) = seen.stops
    assert (stop.task, stop.after, stop.after_lines) == ("Task-1", 1, 1)
    assert stop.waiting == "a sleep (1 s)"
    assert touch.identity != (touch.task,)


def test_nothing_is_kept_of_what_is_no_step() -> None:
    """Before the first step, and after the last one, instructions are nobody's."""
    recorder = Recorder()
    frame = here()
    recorder.line(frame)
    recorder.stopped(frame, "")
    stock = {"a": 1}
    (use,) = uses_on(frame, 'stock["a"] = 1')
    stock["a"] = 1
    recorder.instruction(use, frame)
    recorder.choice(Choice("time", 2, 1))
    recorder.jump(1)
    recorder.problem({})
    assert (recorder.seen.touches, recorder.seen.stops, dict(recorder.seen.lines)) == ([], [], {})


def test_callbacks_are_no_tasks() -> None:
    """They have no place in a story, but what they do is told."""
    recorder = Recorder()

    def callback() -> None:
        recorder.line(here())

    async def main() -> None:
        asyncio.get_running_loop().call_later(1, callback)
        await asyncio.sleep(2)

    record(main, recorder)
    assert {turn.task for turn in recorder.seen.turns} == {"Task-1"}
    assert any("callback" in who for who in recorder.seen.lines)


def test_a_stuck_run_is_over_when_it_is_unwound() -> None:
    """What tasks do while they are cancelled for it is no part of it."""

    async def main() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            await asyncio.sleep(0)

    recorder = Recorder()
    assert isinstance(record(main, recorder).error, Deadlock)
    assert [turn.begins for turn in recorder.seen.turns] == [True]
    assert recorder.seen.ends == []


def test_who_takes_several_as_they_come() -> None:
    """Whose results are taken in the order in which they come, and where."""

    async def child() -> None:
        await asyncio.sleep(1)

    async def main() -> None:
        tasks = [asyncio.create_task(child(), name=name) for name in ("one", "two")]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)

    recorder = Recorder()
    record(main, recorder)
    others, spot = recorder.seen.together["Task-1"]
    assert others == {"one", "two"}
    assert spot.text == "await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)"
