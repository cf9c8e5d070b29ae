from __future__ import annotations

import asyncio

from asyncproof.exploring.running import Runner
from asyncproof.exploring.shrinking import shrink
from asyncproof.exploring.strategies.walk import Walk
from asyncproof.loop import Policy

SLOW = Policy(latency=True)


async def needs_one() -> None:
    """Fail when the first of many tasks starts after the second, whatever the others do."""
    seen: list[int] = []

    async def step(number: int) -> None:
        seen.append(number)
        await asyncio.sleep(0)

    await asyncio.gather(*(step(number) for number in range(6)))
    assert seen.index(0) < seen.index(1)


def test_a_failing_run_becomes_plain() -> None:
    """Of a run with many odd answers those are left that the failure takes."""
    runner = Runner(needs_one)
    strategy = Walk(seed=1)
    failed = next(run for run in (runner.run(strategy.chooser(), SLOW) for _ in range(200)) if run.failed)
    plain = shrink(runner, SLOW, failed)
    odd = [choice for choice in plain.schedule if choice.picked]
    assert plain.cause == failed.cause
    assert len(odd) <= 2
    assert len(odd) < sum(1 for choice in failed.schedule if choice.picked)


def test_only_so_many_runs() -> None:
    """Making it plain takes no more runs than it may."""
    runner = Runner(needs_one)
    strategy = Walk(seed=1)
    failed = next(run for run in (runner.run(strategy.chooser(), SLOW) for _ in range(200)) if run.failed)
    before = runner.runs
    assert shrink(runner, SLOW, failed, most=3).failed
    assert runner.runs - before <= 3
