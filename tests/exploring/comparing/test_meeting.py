"""Which pairs of touches are told, and which first."""

from __future__ import annotations

from asyncproof.exploring.comparing.meeting import meetings
from asyncproof.exploring.comparing.touch import Thing
from tests.exploring.comparing.values import touch

READ_A, WRITE_A = touch("A", 1, "reads"), touch("A", 2)
READ_B, WRITE_B = touch("B", 1, "reads"), touch("B", 2)


def test_the_order_is_the_other_way_round() -> None:
    """A lost update: B reads before A has written, where it works after that."""
    found = meetings([READ_A, WRITE_A, READ_B, WRITE_B], [READ_A, READ_B, WRITE_A, WRITE_B])
    assert [(one.early, one.late, one.happens) for one in found] == [(READ_B, WRITE_A, True)]


def test_who_only_reads_meets_nobody() -> None:
    """Nor does one task itself, nor do two that touch different parts."""
    other = touch("B", 3, thing=Thing(1, ".right"))
    assert meetings([READ_A, READ_B], [READ_B, READ_A]) == []
    assert meetings([READ_A, WRITE_A], [WRITE_A, READ_A]) == []
    assert meetings([WRITE_A, other], [other, WRITE_A]) == []
    assert meetings([WRITE_A, READ_B], [WRITE_A, READ_B]) == []


def test_what_does_not_happen_any_more() -> None:
    """What came before it where it works does not come at all; but a cancelled task is told otherwise."""
    (found,) = meetings([WRITE_A, READ_B], [READ_B])
    assert not found.happens
    assert meetings([WRITE_A, READ_B], [READ_B], ["A"]) == []
    assert meetings([WRITE_A], [READ_B]) == []


def test_another_object_is_no_meeting() -> None:
    """Where it breaks, they may touch different things."""
    elsewhere = touch("A", 2, thing=Thing(2, ".left"))
    assert meetings([WRITE_A, READ_B], [READ_B, elsewhere]) == []


def test_the_most_telling_comes_first() -> None:
    """What is known for sure, and no mere turn at a lock, and no count that both write alike."""
    lock, unsure = Thing(3, None), Thing(4, None)
    enters = [touch(task, 5, "enters", thing=lock) for task in "AB"]
    counts = [touch(task, 6, thing=Thing(5, ".count")) for task in "AB"]
    uses = [touch(task, 7, thing=unsure, surely=False) for task in "AB"]
    works = [uses[0], enters[0], counts[0], WRITE_A, uses[1], enters[1], counts[1], READ_B]
    breaks = [uses[1], enters[1], counts[1], READ_B, uses[0], enters[0], counts[0], WRITE_A]
    found = [one.early.spot.line for one in meetings(works, breaks)]
    assert found == [READ_B.spot.line, 6, 5, 7]
