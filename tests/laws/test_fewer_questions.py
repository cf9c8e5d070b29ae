"""The loop puts few questions, and still every run can be had that asking about everything leads to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from asyncproof.exploring import keeping
from asyncproof.exploring.running import Runner
from asyncproof.exploring.strategies.depth_first import DepthFirst
from asyncproof.loop import Policy
from tests.laws.naive import NaiveLoop
from tests.laws.programs import program

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

# Run by hand with 2,000: there is time here for some.
PROGRAMS = int(os.environ.get("ASYNCPROOF_TEST_PROGRAMS", "40"))
MOST = 1500
ONCE_WRONG = (1498,)
"""Programs that had more outcomes than there are: something arrived behind a timer, in one iteration."""
POLICIES = {
    "timing": Policy(),
    "latency": Policy(latency=True),
    "in_order": Policy(latency=True, starts=False),
}


def all_outcomes(scenario: Callable[[], Awaitable[None]], policy: Policy) -> tuple[int, set[str]] | None:
    """Return how many runs there are, and how they end; None if there are too many."""
    runner, search = Runner(scenario), DepthFirst()
    found: set[str] = set()
    with runner.many_runs():
        while not search.exhausted:
            if runner.runs >= MOST:
                return None
            outcome = runner.run(search.chooser(), policy)
            search.learn(outcome)
            found.add(f"{scenario.log} {type(outcome.error).__name__}")
    return runner.runs, found


@pytest.mark.parametrize("name", POLICIES)
def test_the_same_outcomes_as_by_asking_about_everything(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On random programs the outcomes are the same, and never more runs lead to them."""
    compared = fewer = 0
    for seed in (*range(PROGRAMS), *ONCE_WRONG):
        monkeypatch.setattr(keeping, "ControlledLoop", NaiveLoop)
        naive = all_outcomes(program(seed), POLICIES[name])
        monkeypatch.undo()
        if naive is None:
            continue
        ours = all_outcomes(program(seed), POLICIES[name])
        assert ours is not None, seed
        assert ours[1] == naive[1], (
            seed,
            "lost",
            sorted(naive[1] - ours[1])[:4],
            "gained",
            sorted(ours[1] - naive[1])[:4],
        )
        assert ours[0] <= naive[0], seed
        compared, fewer = compared + 1, fewer + (ours[0] < naive[0])
    assert compared > PROGRAMS // 3
    assert fewer or name == "timing"
