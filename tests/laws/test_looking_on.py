"""A law: who is recorded does what it would do otherwise, in the same order, by the same choices."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from typing import Any

import pytest

from asyncproof.loop import ControlledLoop, RandomChooser
from asyncproof.loop.onlooking import looking_on
from asyncproof.report.recording.recorder import Recorder
from tests.laws.programs import program

PROGRAMS = 150


def outcome(seed: int, *, chosen: bool, recorder: Recorder | None) -> tuple[list[str], Any, float, int]:
    """Run a program, and return its log, the choices of its run, when it ended, and after how many steps."""
    main: Any = program(seed)
    loop = ControlledLoop(chooser=RandomChooser(seed) if chosen else None)
    loop.set_exception_handler(lambda *_: None)
    try:
        with looking_on(recorder) if recorder else nullcontext(), suppress(ValueError):
            loop.run_until_complete(main())
        return main.log, loop.schedule, loop.time(), loop.steps
    finally:
        loop.close()


@pytest.mark.parametrize("chosen", [False, True])
def test_a_recorded_run_is_the_same_run(chosen: bool) -> None:
    """Logs, choices, times and numbers of steps are those of a run at which nobody looks."""
    for seed in range(PROGRAMS):
        recorder = Recorder()
        recorded = outcome(seed, chosen=chosen, recorder=recorder)
        assert recorded == outcome(seed, chosen=chosen, recorder=None), seed
        assert not recorder.data()["trouble"], seed
