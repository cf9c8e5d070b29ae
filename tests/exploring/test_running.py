from __future__ import annotations

import asyncio
import gc
import random
import weakref

import pytest

from asyncproof.core import Livelock
from asyncproof.exploring.problems import HiddenFailure
from asyncproof.exploring.running import LEAST_STEPS, Runner, many_runs
from asyncproof.loop import TIMING
from asyncproof.loop.choosers import FirstChooser
from tests.exploring import scenarios


def test_what_a_run_hides_is_a_failure() -> None:
    """A task that dies unseen, and one that is left behind, fail a run that ends well."""
    died = Runner(scenarios.dies_unseen).run(FirstChooser(), TIMING).error
    assert isinstance(died, HiddenFailure)
    assert "LookupError: unseen" in str(died)
    left = Runner(scenarios.leaves_a_task).run(FirstChooser(), TIMING).error
    assert isinstance(left, HiddenFailure)
    assert "still ran when the test was over" in str(left)


def test_every_run_draws_the_same_lots() -> None:
    """Randomness in a run follows from the seed, and the test's own is left alone."""
    drawn: list[float] = []

    async def draw() -> None:
        drawn.append(random.random())

    runner = Runner(draw, seed=3)
    before = random.getstate()
    for _ in range(2):
        runner.run(FirstChooser(), TIMING)
    assert drawn[0] == drawn[1]
    assert random.getstate() == before
    assert runner.runs == 2


def test_nothing_is_left_of_a_run() -> None:
    """What a run leaves, tasks and threads, is ended, and no loop is set afterwards."""
    ended = []

    async def leave() -> None:
        async def work() -> None:
            try:
                await asyncio.sleep(60)
            finally:
                ended.append(True)

        leave.task = asyncio.create_task(work())  # type: ignore[attr-defined] # kept alive here
        await asyncio.sleep(1)
        await asyncio.to_thread(int)

    Runner(leave).run(FirstChooser(), TIMING)
    assert ended == [True]


def test_an_interrupt_goes_through() -> None:
    """Ctrl-C ends the exploration, not only the run."""

    async def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Runner(interrupt).run(FirstChooser(), TIMING)


def test_the_collector_leaves_the_past_alone() -> None:
    """While there are many runs, what was there before is not looked through again and again."""
    with many_runs():
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0


def test_nothing_is_left_of_many_runs() -> None:
    """What they leave goes with the last of them, also what has lived for long."""

    class Left:
        def __init__(self) -> None:
            self.myself = self

    with many_runs():
        left = Left()
        gc.collect()  # it is old now
        told = weakref.ref(left)
        del left
        assert told() is not None
    assert told() is None


def test_a_run_that_asks_for_ever_is_stuck() -> None:
    """Who polls for what never comes is stopped, once it took far longer than the run before."""
    comes = True

    async def poll() -> None:
        while not comes:
            await asyncio.sleep(0.01)

    runner = Runner(poll)
    assert runner.run(FirstChooser(), TIMING).error is None
    comes = False
    stuck = runner.run(FirstChooser(), TIMING)
    assert isinstance(stuck.error, Livelock)
    assert "something is asked for again and again, and never comes" in str(stuck.error)
    assert stuck.steps < 2 * LEAST_STEPS
