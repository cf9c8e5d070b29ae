"""Who comes to a thing, one after the other."""

from __future__ import annotations

from asyncproof.exploring.comparing.lanes import MOST_MOMENTS, lane_of
from asyncproof.exploring.comparing.touch import Thing
from tests.exploring.comparing.values import recording, stop, touch, turn


def lines(*touches: object, marked: object = (), stops: object = ()) -> list[tuple[str, int, bool, int]]:
    """Return a lane in short."""
    lane = lane_of(recording(*touches), marked, stops)  # type: ignore[arg-type] # as a test writes it
    return [(each.task, each.spot.line, each.is_met, each.times) for each in lane.moments]


def test_only_who_touches_the_thing() -> None:
    """Nobody who touches another one, and nobody who made it; the two that meet are marked."""
    made, one, other = touch("main", 1), touch("A", 2), touch("B", 3)
    elsewhere = touch("A", 4, thing=Thing(7, None))
    assert lines(made, one, elsewhere, other, marked=(one, other, None)) == [
        ("A", 2, True, 1),
        ("B", 3, True, 1),
    ]


def test_nothing_to_meet_on() -> None:
    """Without a thing there are only the steps."""
    lane = lane_of(recording(touch("A", 1), turns=[turn("A", 1)]), ())
    assert (lane.moments, [each.task for each in lane.turns]) == ((), ["A"])


def test_a_line_is_told_once() -> None:
    """To read and to write on one line is one moment; to come again and again is counted."""
    read, write = touch("A", 2, "reads"), touch("A", 2)
    again = [touch("A", 2, "reads", step=step, turn=step) for step in (2, 3)]
    assert lines(read, write, *again, marked=(write,)) == [("A", 2, True, 3)]


def test_where_a_task_is_cancelled() -> None:
    """It stands between what came before and after."""
    one, other = touch("A", 2), touch("B", 2)
    found = lane_of(recording(one, other), (one,), [stop("A", 5, 1)])
    assert [(each.task, each.is_cancelled) for each in found.moments] == [
        ("A", False),
        ("A", True),
        ("B", False),
    ]


def test_a_long_lane_is_cut() -> None:
    """What is kept is around the first that matters."""
    many = [touch("AB"[number % 2], number) for number in range(40)]
    found = lines(*many, marked=(many[20],))
    assert len(found) == MOST_MOMENTS
    assert found[2] == ("A", 20, True, 1)
