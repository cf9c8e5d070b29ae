from __future__ import annotations

from asyncproof.exploring.strategies.deviations import Deviations
from tests.exploring.strategies.asked import answers


def test_few_deviations_come_first() -> None:
    """No deviation, then each single one, then each pair, none of them twice."""
    found = answers(Deviations(), [2, 2, 3])
    odd = [sum(1 for answer in run if answer) for run in found]
    assert odd == sorted(odd)
    assert len(set(found)) == len(found) == 1 + (1 + 1 + 2) + (1 + 2 + 2)


def test_a_bound_of_ones_own() -> None:
    """How many deviations there are at most is what the bound says."""
    strategy = Deviations(1)
    assert len(answers(strategy, [2, 2])) == 3
    assert "up to 1 deviation" in strategy.bound
