from __future__ import annotations

import pytest

from asyncproof.exploring.strategies.deviations import Deviations
from tests.exploring.strategies.asked import answers, answers_in_rounds


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


def test_how_long_it_takes() -> None:
    """How many runs are left is guessed from those that wait, and in the end it is known."""
    strategy = Deviations()
    assert strategy.ends_within(0)
    answers(strategy, [2] * 10, most=6)
    assert strategy.ends_within(80)
    assert not strategy.ends_within(70)
    answers(strategy, [2] * 10, most=45)
    assert strategy.ends_within(5)
    assert not strategy.ends_within(4)


def test_a_small_budget_sees_something_of_all() -> None:
    """Pairs are tried by turns of their first deviation, not all pairs of the first one before the others."""
    found = answers(Deviations(), [2] * 10, most=1 + 10 + 9)
    assert {run.index(1) for run in found[11:]} == set(range(9))


@pytest.mark.parametrize("size", [2, 3, 50])
def test_rounds_change_nothing(size: int) -> None:
    """The same runs are done, none twice, however many are under way at the same time."""
    found = answers_in_rounds(Deviations(), [2, 3, 2, 2], size)
    assert sorted(found) == sorted(answers(Deviations(), [2, 3, 2, 2]))
