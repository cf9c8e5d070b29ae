from __future__ import annotations

import asyncio
import gc
import random
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.exploring.problems import HiddenFailure
from asyncproof.exploring.running import Runner
from asyncproof.loop import TIMING, Policy
from asyncproof.loop.choosers import FirstChooser

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

kept: list[Any] = []
"""What a run leaves in the module."""


@pytest.fixture(autouse=True)
def _forget() -> Any:
    yield
    kept.clear()


async def clean() -> None:
    """Leave nothing behind."""

    async def work() -> int:
        await asyncio.sleep(1)
        return 1

    assert await asyncio.gather(work(), work()) == [1, 1]


async def circle() -> None:
    """Leave what only the collector takes away."""
    future = asyncio.get_running_loop().create_future()
    future.itself = [future]  # type: ignore[attr-defined] # a circle
    await asyncio.sleep(0)


async def global_lock() -> None:
    """Leave a lock that knows the loop."""
    lock = asyncio.Lock()
    kept.append(lock)

    async def hold() -> None:
        async with lock:
            await asyncio.sleep(1)

    await asyncio.gather(hold(), hold())


async def debug_mode() -> None:
    """Leave the loop in another mode."""
    asyncio.get_running_loop().set_debug(True)


async def timer() -> None:
    """Leave a timer."""
    asyncio.get_running_loop().call_later(60, print)


async def generator() -> None:
    """Leave an async generator that is not closed."""

    async def numbers() -> Any:
        yield 1
        yield 2

    one = numbers()
    kept.append(one)
    await one.__anext__()


async def thread() -> None:
    """Leave an executor."""
    await asyncio.to_thread(int)


async def fails() -> None:
    """Fail."""
    raise LookupError("always")


def loops_of(scenario: Callable[[], Awaitable[object]]) -> list[int]:
    """Run a scenario three times; return of each run the number of its loop."""
    numbers: list[int] = []

    async def noting() -> None:
        loop: Any = asyncio.get_running_loop()
        loop.number = number = getattr(loop, "number", len(numbers))
        numbers.append(number)
        await scenario()

    runner = Runner(noting)
    with runner.many_runs():
        for _ in range(3):
            runner.run(FirstChooser(), TIMING)
    return numbers


@pytest.mark.parametrize("scenario", [clean, circle])
def test_one_loop_serves_many_runs(scenario: Callable[[], Awaitable[object]]) -> None:
    """A loop that a run leaves as it was serves the next run, too."""
    assert loops_of(scenario) == [0, 0, 0]


@pytest.mark.parametrize("scenario", [global_lock, debug_mode, timer, generator, thread, fails])
def test_a_loop_with_a_mark_is_ended(scenario: Callable[[], Awaitable[object]]) -> None:
    """Where anything is left that knows the loop, or has changed it, the next run gets another one."""
    assert loops_of(scenario) == [0, 1, 2]


def test_what_is_never_retrieved_is_told_in_its_own_run() -> None:
    """An error in a circle speaks up at the end of the run that left it, not in one of the next."""
    number = 0

    async def now_and_then() -> None:
        nonlocal number
        number += 1
        if number == 2:

            async def fail() -> None:
                raise LookupError("unheard")

            task = asyncio.ensure_future(fail())
            circle: list[Any] = [task]
            circle.append(circle)
            await asyncio.sleep(1)

    runner = Runner(now_and_then)
    with runner.many_runs():
        errors = [runner.run(FirstChooser(), TIMING).error for _ in range(4)]
    assert [type(error) for error in errors] == [type(None), HiddenFailure, type(None), type(None)]


def test_a_kept_loop_goes_by_the_next_policy() -> None:
    """Chooser and policy are those of the run, not of the one before."""
    runner = Runner(clean)
    with runner.many_runs():
        asked = [
            {choice.kind for choice in runner.run(FirstChooser(), policy).schedule}
            for policy in (Policy(slack=0), Policy(latency=True), Policy(cancellations=1), Policy(slack=0))
        ]
    assert asked[0] == asked[3] == set()
    assert "arrival" in asked[1]
    assert "cancel" in asked[2]


def test_each_of_many_runs_draws_the_same_lots() -> None:
    """Randomness begins anew in each run, and the test's own is left alone."""
    drawn: list[float] = []

    async def draw() -> None:
        drawn.append(random.random())

    before = random.getstate()
    runner = Runner(draw, seed=3)
    with runner.many_runs():
        for _ in range(3):
            runner.run(FirstChooser(), TIMING)
    runner.run(FirstChooser(), TIMING)
    assert len(set(drawn)) == 1
    assert random.getstate() == before


def test_the_collector_rests_during_runs() -> None:
    """Garbage is collected between runs; afterwards the collector is as it was."""
    runner = Runner(clean)
    for at_first in (False, True):
        (gc.enable if at_first else gc.disable)()
        try:
            with runner.many_runs():
                assert not gc.isenabled()
            assert gc.isenabled() is at_first
        finally:
            gc.enable()


def test_an_interrupt_ends_the_loop() -> None:
    """After Ctrl-C in a run the loop that is not finished with is closed."""
    seen: list[asyncio.AbstractEventLoop] = []

    async def interrupted() -> None:
        seen.append(asyncio.get_running_loop())
        raise KeyboardInterrupt

    runner = Runner(interrupted)
    with pytest.raises(KeyboardInterrupt), runner.many_runs():
        runner.run(FirstChooser(), TIMING)
    assert seen[0].is_closed()
