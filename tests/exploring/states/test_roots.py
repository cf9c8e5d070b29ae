from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.exploring.running import Runner
from asyncproof.exploring.states.known import KnownStates
from asyncproof.exploring.states.looking import LookingPrefix
from asyncproof.exploring.states.roots import Moments
from asyncproof.loop import Policy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    Scenario = Callable[[], Awaitable[None]]


def states(scenario: Scenario, answers: Sequence[int], moments: Moments = Moments.LEFT_OUT) -> list[bytes]:
    """Return the states after some answers."""
    runner, chooser = Runner(scenario), LookingPrefix(answers, moments)
    with runner.many_runs():
        runner.run(chooser, Policy(latency=True))
    assert not chooser.seen.hidden
    return list(chooser.seen.states.values())


def two(work: Callable[[int], Awaitable[Any]]) -> Scenario:
    """Return a scenario of two tasks that do one thing."""

    async def scenario() -> None:
        await asyncio.gather(work(0), work(1))

    return scenario


async def nothing(number: int) -> None:
    """Touch nothing."""
    await asyncio.sleep(0)
    await asyncio.sleep(0)


def test_in_which_order_others_moved_makes_no_difference() -> None:
    """Two steps that have nothing in common lead to one state, whichever is first."""
    assert states(two(nothing), [0, 0])[0] == states(two(nothing), [1, 0])[0]
    assert states(two(nothing), [0, 0])[0] != states(two(nothing), [0, 1])[0]


def test_but_for_who_may_have_been_called_together() -> None:
    """That is told where it is asked for."""
    one, other = (states(two(nothing), answers, Moments.TOLD)[0] for answers in ([0, 0], [1, 0]))
    assert one != other


def test_what_they_leave_does() -> None:
    """Two that note their names in one list."""
    kept: list[list[int]] = []

    def scenario() -> Awaitable[None]:
        kept[:] = [[]]

        async def note(number: int) -> None:
            kept[0].append(number)
            await nothing(number)

        return two(note)()

    assert states(scenario, [0, 0])[0] != states(scenario, [1, 0])[0]


@pytest.mark.parametrize("draw", [random.random, random.Random(3).random])
def test_lots_that_were_drawn_do(draw: Callable[[], float]) -> None:
    """The next ones will be others."""

    async def drawing(number: int) -> None:
        if number:
            draw()
        await nothing(number)

    assert states(two(drawing), [0])[0] != states(two(drawing), [1])[0]


def test_a_task_that_nobody_holds_is_part_of_it() -> None:
    """It runs all the same."""

    async def scenario() -> None:
        asyncio.get_running_loop().create_task(nothing(0))
        await nothing(1)
        await nothing(1)

    assert len(set(states(scenario, []))) > 1


def test_a_memory_knows_a_state_again() -> None:
    """And says how many of a run's questions are new."""
    memory, runner = KnownStates(), Runner(two(nothing))
    with runner.many_runs():
        cuts = []
        for answers in ((), (1,)):
            chooser = memory.chooser(answers)
            outcome = runner.run(chooser, Policy(latency=True))
            outcome.seen = getattr(chooser, "seen", None)
            cuts.append((memory.new_until(len(answers), outcome), len(outcome.schedule)))
    assert cuts[0][0] == cuts[0][1]
    assert cuts[1][0] < cuts[1][1]
