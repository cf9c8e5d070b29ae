"""What is tried but once from each state leads to every end that trying everything leads to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from asyncproof.exploring.running import Runner
from asyncproof.exploring.states.known import KnownStates
from asyncproof.exploring.strategies.depth_first import DepthFirst
from asyncproof.loop import Policy
from tests.laws.sharing import program

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

# Run by hand with 2,000: there is time here for some.
PROGRAMS = int(os.environ.get("ASYNCPROOF_TEST_PROGRAMS", "30"))
MOST = int(os.environ.get("ASYNCPROOF_TEST_MOST_RUNS", "200"))
POLICIES = {
    "timing": Policy(),
    "latency": Policy(latency=True),
    "cancel": Policy(latency=True, cancellations=1),
    "reorder": Policy(latency=True, reorder=True),
}


def all_outcomes(
    scenario: Callable[[], Awaitable[None]], policy: Policy, memory: KnownStates | None
) -> tuple[int, set[str]] | None:
    """Return how many runs there are, and how they end; None if there are too many."""
    runner, search = Runner(scenario), DepthFirst(memory)
    found: set[str] = set()
    with runner.many_runs():
        while not search.exhausted:
            if runner.runs >= MOST:
                return None
            chooser = search.chooser()
            outcome = runner.run(chooser, policy)
            outcome.seen = getattr(chooser, "seen", None)
            search.learn(outcome)
            found.add(f"{type(outcome.error).__name__} {outcome.error}")
    return runner.runs, found


@pytest.mark.parametrize("name", POLICIES)
def test_the_same_ends_as_by_trying_everything(name: str) -> None:
    """On random programs the ends are the same, and fewer runs lead to them."""
    compared = fewer = 0
    for seed in range(PROGRAMS):
        whole = all_outcomes(program(seed), POLICIES[name], None)
        if whole is None:
            continue
        ours = all_outcomes(program(seed), POLICIES[name], KnownStates())
        assert ours is not None, seed
        assert ours[1] == whole[1], (seed, "lost", sorted(whole[1] - ours[1]), "gained", ours[1] - whole[1])
        compared, fewer = compared + 1, fewer + (ours[0] < whole[0])
    assert compared > PROGRAMS // 5
    assert fewer or name in {"timing", "cancel"}
