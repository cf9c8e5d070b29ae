"""Claims about the words for steps that repeat."""

from __future__ import annotations

import pytest

from asyncproof.loop.waits import describe_steps
from asyncproof.loop.waits.pattern import repeating

A, B, C = ("a", "x.py:1 in f"), ("b", "x.py:2 in g"), ("c", "")


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([A] * 5, (1, 5)),
        ([A, B] * 4, (2, 4)),
        ([C, A, B, A, B, A], (2, 2)),
        ([A, A, B] * 3, (3, 3)),
        ([A, B, C], (3, 1)),
        ([A, B, B], (1, 2)),
        ([A], (1, 1)),
    ],
)
def test_the_shortest_pattern_is_found(steps: list[tuple[str, str]], found: tuple[int, int]) -> None:
    """The pattern that explains the most steps is found, and of these the shortest."""
    assert repeating(steps) == found


def test_a_pattern_is_described_with_its_count() -> None:
    """The steps of one round are listed once."""
    assert describe_steps([A, C] * 50) == "these 2 steps ran 50 times in a row:\n  a  x.py:1 in f\n  c"
    assert describe_steps([A] * 3) == "this step ran 3 times in a row:\n  a  x.py:1 in f"


def test_steps_that_do_not_repeat_are_listed() -> None:
    """Without a pattern the last steps are shown."""
    text = describe_steps([(str(number), "") for number in range(40)])
    assert text.startswith("the last 12 steps, which do not repeat exactly:\n  28\n")
    assert text.endswith("\n  39")


def test_a_long_pattern_is_cut_short() -> None:
    """Of a round of many steps the first are shown and the rest is counted."""
    text = describe_steps([(str(number), "") for number in range(40)] * 2)
    assert text.startswith("these 40 steps ran 2 times in a row:\n  0\n")
    assert text.endswith("\n  11\n  and 28 more")


def test_nothing_recorded_is_said() -> None:
    """Without steps there is no pattern."""
    assert describe_steps([]) == "no step was recorded"
