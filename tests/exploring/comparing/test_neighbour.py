"""The nearest run that passes."""

from __future__ import annotations

from typing import Any

from asyncproof.core import Choice, Schedule
from asyncproof.exploring.comparing.neighbour import passing_neighbour
from asyncproof.exploring.outcome import Outcome
from asyncproof.loop import TIMING


class Runs:
    """Passes with the answers that it is told, and with no others."""

    def __init__(self, *passing: tuple[int, ...]) -> None:
        self.passing = passing
        self.runs = 0

    def run(self, chooser: Any, policy: object, watchers: object = ()) -> Outcome:
        """Ask three questions."""
        del policy, watchers
        self.runs += 1
        answers = tuple(chooser.choose("time", ["a", "b", "c"]) for _ in range(3))
        return Outcome(Schedule(()), None if answers in self.passing else KeyError())


FAILED = Outcome(Schedule(tuple(Choice("time", 3, picked) for picked in (1, 0, 2))), KeyError())


def test_the_last_odd_answer_is_taken_back_first() -> None:
    """What differs least is what is compared."""
    assert passing_neighbour(Runs((1, 0, 0), (0, 0, 2)), TIMING, FAILED) == (1, 0, 0)
    assert passing_neighbour(Runs((0, 0, 2), (0, 0, 0)), TIMING, FAILED) == (0, 0, 2)


def test_at_last_all_of_them() -> None:
    """What stock asyncio does is the neighbour of those that have no nearer one."""
    assert passing_neighbour(Runs((0, 0, 0)), TIMING, FAILED) == (0, 0, 0)


def test_there_is_none() -> None:
    """Or it would take too long to find it."""
    assert passing_neighbour(Runs(), TIMING, FAILED) is None
    runs = Runs((0, 0, 0))
    assert passing_neighbour(runs, TIMING, FAILED, most=1) is None
    assert runs.runs == 1
