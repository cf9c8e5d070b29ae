"""Every pair of a cancellation and something late is tried, each once, and what is likely to be new first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import Choice, Schedule
from asyncproof.exploring.outcome import Outcome
from asyncproof.exploring.strategies.crossed import Crossed
from asyncproof.exploring.strategies.strategy import Strategy

if TYPE_CHECKING:
    from collections.abc import Callable

    Odd = dict[int, int]

QUESTIONS = ("cancel", "latency", "cancel", "arrival", "cancel")
OPTIONS = {"cancel": 3, "latency": 2, "arrival": 3}
SINGLES = 3 * 2 + 3
PAIRS = 3 * 2 * 3


class Task:
    """Has not begun, ever."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        return self.number

    def __eq__(self, other: object) -> bool:
        return self is other


def searched(judge: Callable[[Odd, Outcome], None] = lambda odd, outcome: None, size: int = 1) -> list[Odd]:
    """Ask the questions run after run, until all is tried; return what was odd in each run, and where."""
    search, runs = Crossed(), []
    assert isinstance(search, Strategy)
    while not search.exhausted:
        choosers = []
        while len(choosers) < size and not search.waits:
            choosers.append(search.chooser())
        for chooser in choosers:
            asked: list[Choice] = []
            odd: Odd = {}
            for place, kind in enumerate(QUESTIONS):
                if kind == "cancel" and is_cancelled(odd):
                    continue
                picked = chooser.choose(kind, [Task(number) for number in range(OPTIONS[kind])])
                asked.append(Choice(kind, OPTIONS[kind], picked))
                if picked:
                    odd[place] = picked
            outcome = Outcome(Schedule(tuple(asked)), seen=getattr(chooser, "seen", None))
            judge(odd, outcome)
            search.learn(outcome)
            runs.append(odd)
    return runs


def is_cancelled(odd: Odd, *, task: int = 0) -> bool:
    """Say whether somebody was cancelled in a run, or this task."""
    return any(QUESTIONS[place] == "cancel" and task in (0, picked) for place, picked in odd.items())


@pytest.mark.parametrize("size", [1, 3, 50])
def test_every_pair_once(size: int) -> None:
    """After each alone comes each pair of a cancellation and another answer, none twice, and nothing else."""
    runs = searched(size=size)
    assert Counter(map(len, runs)) == {0: 1, 1: SINGLES, 2: PAIRS}
    assert len({tuple(run.items()) for run in runs}) == len(runs)
    assert all(is_cancelled(run) for run in runs if len(run) == 2)


def test_a_task_is_cancelled_first_where_it_has_just_come_to_stand() -> None:
    """Who stands where they stood is cancelled again when all else is done."""
    runs = searched()
    alone = [run for run in runs if len(run) == 1 and is_cancelled(run)]
    assert alone[:2] == [{0: 1}, {0: 2}]
    assert runs.index(alone[2]) > max(runs.index(run) for run in ({3: 2}, {0: 1, 3: 2}))


def test_what_fails_is_not_gone_on_with() -> None:
    """A run that fails with one odd answer says nothing more with two."""

    def judge(odd: Odd, outcome: Outcome) -> None:
        outcome.error = ValueError() if odd == {1: 1} else None

    assert [run for run in searched(judge) if 1 in run] == [{1: 1}, {0: 1, 1: 1}, {0: 2, 1: 1}]


def test_who_is_needed_is_left_alone() -> None:
    """Once it is known that whatever comes of the loss of a task says nothing, it is cancelled no more."""

    def judge(odd: Odd, outcome: Outcome) -> None:
        outcome.needed = (1,) if is_cancelled(odd, task=1) else ()

    runs = searched(judge)
    assert [run for run in runs if is_cancelled(run, task=1)] == [{0: 1}]
    assert len([run for run in runs if is_cancelled(run, task=2)]) == 3 + PAIRS / 2
