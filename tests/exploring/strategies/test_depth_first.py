from __future__ import annotations

import itertools

import pytest

from asyncproof.exploring.strategies.depth_first import DepthFirst, Prefix
from tests.exploring.strategies.asked import answers, answers_in_rounds


def test_every_schedule_is_tried_once() -> None:
    """All answers to all questions come, each combination once, the plain one first."""
    found = answers(DepthFirst(), [2, 3, 2])
    assert found[0] == (0, 0, 0)
    assert sorted(found) == sorted(itertools.product(range(2), range(3), range(2)))


def test_nothing_to_ask() -> None:
    """A run without questions is all that there is."""
    assert answers(DepthFirst(), []) == [()]


def test_an_answer_that_is_not_offered() -> None:
    """Where a run goes another way than before, the last option stands for one that is gone."""
    prefix = Prefix([5])
    assert [prefix.choose("ready", [1, 2]), prefix.choose("ready", [1, 2])] == [1, 0]


def test_how_long_it_takes() -> None:
    """After a few runs it is known whether many more are needed."""
    small, big = DepthFirst(), DepthFirst()
    assert big.ends_within(0)
    answers(small, [2] * 6, most=32)
    answers(big, [2] * 30, most=32)
    assert small.ends_within(32)
    assert not small.ends_within(31)
    assert not big.ends_within(10**6)
    answers(small, [2] * 6)
    assert small.ends_within(0)


@pytest.mark.parametrize("size", [2, 3, 50])
def test_rounds_change_nothing(size: int) -> None:
    """The same runs are done, none twice, however many are under way at the same time."""
    found = answers_in_rounds(DepthFirst(), [2, 3, 2, 2], size)
    assert sorted(found) == sorted(answers(DepthFirst(), [2, 3, 2, 2]))
