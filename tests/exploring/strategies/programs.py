"""Small programs whose bugs need an order that dice hardly ever throw, and how often they are found."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from asyncproof.exploring.running import Runner

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from asyncproof.exploring.strategies.strategy import Strategy
    from asyncproof.loop import Policy

TASKS = 3
YIELDS = 4


async def yield_often(times: int) -> None:
    """Let others run, so many times."""
    for _ in range(times):
        await asyncio.sleep(0)


async def backwards() -> None:
    """Fail if the tasks end in the opposite of the order in which they begin."""
    ended: list[int] = []

    async def work(number: int) -> None:
        await yield_often(YIELDS)
        ended.append(number)

    await asyncio.gather(*(work(number) for number in range(TASKS)))
    assert ended != [2, 1, 0]


async def long_before_short() -> None:
    """Fail if a long task ends before a short one has begun to work."""
    ended = False

    async def long() -> None:
        nonlocal ended
        await yield_often(20)
        ended = True

    async def short() -> None:
        await asyncio.sleep(0)
        assert not ended

    await asyncio.gather(short(), long())


async def impatient() -> None:
    """Fail if one that polls is let in ten times before another has taken two steps."""
    ready = False

    async def poll() -> None:
        polls = 0
        while not ready:
            await asyncio.sleep(0)
            polls += 1
        assert polls < 10

    async def work() -> None:
        nonlocal ready
        await yield_often(2)
        ready = True

    await asyncio.gather(poll(), work())


async def half_way() -> None:
    """Fail if a task is cancelled at one of its fifteen steps."""
    steps: list[int] = []

    async def work() -> None:
        for number in range(15):
            await asyncio.sleep(0)
            steps.append(number)

    await asyncio.gather(asyncio.create_task(work()), yield_often(6), return_exceptions=True)
    assert len(steps) != 9


def search(
    strategy: Strategy, scenario: Callable[[], Awaitable[object]], policy: Policy, most: int
) -> list[tuple[tuple[int, ...], bool]]:
    """Run a scenario as a strategy says, and return of each run what was picked, and whether it failed."""
    runner = Runner(scenario)
    found: list[tuple[tuple[int, ...], bool]] = []
    with runner.many_runs():
        while len(found) < most and not strategy.exhausted:
            chooser = strategy.chooser()
            outcome = runner.run(chooser, policy)
            outcome.seen = getattr(chooser, "seen", None)
            strategy.learn(outcome)
            assert outcome.error is None or isinstance(outcome.error, AssertionError)
            found.append((tuple(choice.picked for choice in outcome.schedule), outcome.failed))
    return found


def failures(found: list[tuple[tuple[int, ...], bool]]) -> int:
    """Count the runs that failed."""
    return sum(failed for _, failed in found)
