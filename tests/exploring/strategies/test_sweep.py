from __future__ import annotations

import pytest

from asyncproof.core import Choice, Schedule
from asyncproof.exploring.outcome import Outcome
from asyncproof.exploring.strategies.sweep import Sweep
from tests.exploring.strategies.asked import answers, answers_in_rounds


def test_one_cancellation_at_every_place() -> None:
    """After a run without, each victim is cancelled at each place, one a run."""
    assert answers(Sweep(), [2, 3], kind="cancel") == [(0, 0), (1, 0), (0, 1), (0, 2)]


def test_other_questions_get_the_plain_answer() -> None:
    """Where nobody can be cancelled, one run is all."""
    assert answers(Sweep(), [2, 3]) == [(0, 0)]


@pytest.mark.parametrize("size", [2, 3, 50])
def test_rounds_change_nothing(size: int) -> None:
    """The same runs are done, none twice, however many are under way at the same time."""
    found = answers_in_rounds(Sweep(), [2, 3, 2, 2], size, kind="cancel")
    assert sorted(found) == sorted(answers(Sweep(), [2, 3, 2, 2], kind="cancel"))


def test_a_task_that_is_needed_is_left_alone() -> None:
    """Once it is known that whatever comes of its loss says nothing, it is cancelled nowhere else."""
    sweep = Sweep()
    done: list[list[int]] = []
    while not sweep.exhausted:
        chooser = sweep.chooser()
        picked = [chooser.choose("cancel", tasks) for tasks in ((0, 1), (0, 1, 2), (0, 1, 2))]
        choices = [Choice("cancel", options, one) for options, one in zip((2, 3, 3), picked, strict=True)]
        needed = (1,) if picked[0] == 1 else ()
        sweep.learn(Outcome(Schedule(tuple(choices)), needed=needed, seen=getattr(chooser, "seen", None)))
        done.append(picked)
    assert done == [[0, 0, 0], [1, 0, 0], [0, 2, 0], [0, 0, 2]]
