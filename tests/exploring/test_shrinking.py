from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from asyncproof.exploring.running import Runner
from asyncproof.exploring.shrinking import MOST_MOVES, MOST_RUNS, Switches, shrink, smooth
from asyncproof.exploring.strategies.depth_first import Prefix
from asyncproof.exploring.strategies.walk import Walk
from asyncproof.exploring.targets import Targets
from asyncproof.loop import Policy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.exploring.outcome import Outcome

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


async def long_story() -> None:
    """Fail when the first of two tasks is overtaken once, which may be early or late."""
    seen = ""

    async def step(name: str) -> None:
        nonlocal seen
        for _ in range(6):
            seen += name
            await asyncio.sleep(0)

    await asyncio.gather(step("a"), step("b"))
    assert "bb" not in seen


async def cancelled_or_slow() -> None:
    """Fail when a task is cancelled, and when it takes longer than another."""
    over: list[int] = []

    async def step(number: int) -> None:
        await asyncio.sleep(0.01)
        over.append(number)

    await asyncio.gather(step(1), step(2), return_exceptions=True)
    await asyncio.gather(step(3), step(4), return_exceptions=True)
    assert over == [1, 2, 3, 4]


class Both:
    """Cancels the first task that may be cancelled, and lets everything come in another order."""

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Take the second answer, but of time, which stands still."""
        return int(kind != "time")


def test_a_cancellation_is_odder_than_anything_else() -> None:
    """Where the same failure comes without one, it is told without."""
    policy = Policy(latency=True, cancellations=1, is_target=Targets(True))
    runner = Runner(cancelled_or_slow)
    failed = runner.run(Both(), policy)
    assert {"cancel", "arrival"} <= set(odd_kinds(failed))
    plain = shrink(runner, policy, failed)
    assert plain.cause == failed.cause
    assert set(odd_kinds(plain)) == {"arrival"}


def odd_kinds(run: Outcome) -> list[str]:
    """Return the kinds of the answers that stock asyncio would not give."""
    return [choice.kind for choice in run.schedule if choice.picked]


def test_a_long_story_is_smoothed() -> None:
    """Odd answers are put where tasks switch less often, within so many runs, and none is added."""
    runner = Runner(long_story)
    strategy = Walk(seed=1)
    failed = next(run for run in (runner.run(strategy.chooser(), SLOW) for _ in range(500)) if run.failed)
    plain = shrink(runner, SLOW, failed)
    before = runner.runs
    smoothed = smooth(runner, SLOW, plain)
    assert runner.runs - before <= MOST_MOVES
    assert smoothed.cause == plain.cause
    assert len(odd_kinds(smoothed)) <= len(odd_kinds(plain))
    assert switches(runner, smoothed) <= switches(runner, plain)


def switches(runner: Runner, run: Outcome) -> int:
    """Count how often another task goes on in a run."""
    count = Switches()
    answers = [choice.picked for choice in run.schedule]
    runner.run(Prefix(answers), SLOW, watchers=[count])
    return count.switches


def test_no_run_is_left_for_smoothing() -> None:
    """Then the run is told as it is; all that making it plain may take is stated."""
    runner = Runner(long_story)
    strategy = Walk(seed=1)
    failed = next(run for run in (runner.run(strategy.chooser(), SLOW) for _ in range(500)) if run.failed)
    assert smooth(runner, SLOW, failed, most=0) is failed
    before = runner.runs
    shrink(runner, SLOW, failed)
    assert runner.runs - before <= MOST_RUNS
