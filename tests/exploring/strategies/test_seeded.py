from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.exploring.strategies.pct import Priorities
from asyncproof.exploring.strategies.pos import PartialOrder
from asyncproof.exploring.strategies.seeded import Seeded
from asyncproof.exploring.strategies.walk import Walk
from asyncproof.exploring.strategies.weighted import Weighted
from asyncproof.loop import Policy
from tests.exploring.strategies import programs
from tests.exploring.strategies.asked import answers

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("kind", [Walk, Priorities, PartialOrder, Weighted])
def test_one_moment_of_fifteen(kind: Callable[[int], Seeded]) -> None:
    """A cancellation that must hit one step is drawn evenly over the run, so that it is found soon."""
    policy = Policy(latency=True, cancellations=1)
    found = programs.search(kind(0), programs.half_way, policy, 200)
    assert programs.failures(found) >= 1
    assert programs.failures(found) < 60


@pytest.mark.parametrize("kind", ["cancel", "fault"])
def test_the_first_run_shows_the_moments(kind: str) -> None:
    """Nothing happens before it is known how many moments there are; then every moment has its turn."""
    first, *others = answers(Walk(0), [2] * 5, kind=kind, most=100)
    assert first == (0,) * 5
    assert {run.index(1) for run in others if 1 in run} == set(range(5))


def test_no_other_question_is_left_out() -> None:
    """A search that can't answer is a mistake that shows."""
    with pytest.raises(NotImplementedError):
        Seeded(0).picker()
