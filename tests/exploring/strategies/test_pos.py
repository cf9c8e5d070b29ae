from __future__ import annotations

import pytest

from asyncproof.exploring.strategies.pos import PartialOrder
from asyncproof.loop import REORDER, Policy
from tests.exploring.strategies import programs
from tests.exploring.strategies.asked import answers

LATENCY = Policy(latency=True)


@pytest.mark.parametrize("policy", [LATENCY, REORDER])
def test_events_wait_for_long(policy: Policy) -> None:
    """An order that takes several events to be late is found in a hundred runs."""
    assert programs.failures(programs.search(PartialOrder(0), programs.backwards, policy, 100)) >= 1


def test_the_same_seed_has_the_same_ranks() -> None:
    """Runs follow from the seed, and no two are alike."""
    first, again, other = (
        programs.search(PartialOrder(seed), programs.backwards, LATENCY, 20) for seed in (1, 1, 2)
    )
    assert first == again != other
    assert len(set(first)) > 15


def test_other_questions() -> None:
    """What is no order of events is decided by dice."""
    assert len(set(answers(PartialOrder(0), [2] * 8, kind="time", most=40))) > 20
