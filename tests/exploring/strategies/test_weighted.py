from __future__ import annotations

import random
from collections import Counter

from asyncproof.exploring.strategies.weighted import Weighted, Weights
from asyncproof.loop import ControlledLoop, Policy
from tests.exploring.strategies import programs
from tests.exploring.strategies.asked import answers

LATENCY = Policy(latency=True)


def test_a_long_task_may_go_on() -> None:
    """With weights, a task takes ten steps between two of another in one of a few runs."""
    assert programs.failures(programs.search(Weighted(0), programs.impatient, LATENCY, 100)) >= 10


def test_the_same_seed_has_the_same_weights() -> None:
    """Runs follow from the seed, and hardly any two are alike."""
    first, again, other = (
        programs.search(Weighted(seed), programs.backwards, LATENCY, 20) for seed in (1, 1, 2)
    )
    assert first == again != other
    assert len(set(first)) > 15


def test_what_is_left_counts() -> None:
    """What belongs to a task with nothing left hardly ever goes before one with much."""
    loop = ControlledLoop()

    async def nothing() -> None:
        """Do nothing."""

    tasks = [loop.create_task(nothing(), name=name) for name in ("short", "long")]
    handles = list(loop._ready)
    weights = Weights(random.Random(0), Counter(short=0, long=10_000))
    assert [weights.pick("arrival", handles) for _ in range(20)] == [1] * 20
    assert [weights.pick("latency", [handles[0], "later"]) for _ in range(20)] == [1] * 20
    loop.run_until_complete(tasks[1])
    loop.close()


def test_other_questions() -> None:
    """What is no task's is decided by dice."""
    assert len(set(answers(Weighted(0), [2] * 8, kind="time", most=40))) > 20
