"""Claims about the one thing to do."""

from __future__ import annotations

import pytest

from asyncproof.loop.waits import TaskWait, Wait
from asyncproof.loop.waits import target as kinds
from asyncproof.loop.waits.advice import advice
from asyncproof.loop.waits.holders import Blocker


def waiting(kind: str, how: str = "block") -> TaskWait:
    """Return a task that waits for something that another one has."""
    return TaskWait(0, "t", is_main=False, spot=None, wait=Wait(kind), blockers=(Blocker(1, how, None),))


@pytest.mark.parametrize(
    ("circle", "words"),
    [
        ([waiting(kinds.LOCK), waiting(kinds.LOCK)], "in the same order"),
        ([waiting(kinds.LOCK), waiting(kinds.SEMAPHORE)], "in the same order"),
        ([waiting(kinds.LOCK), waiting(kinds.TASK)], "leave the block that holds the lock"),
        ([waiting(kinds.SEMAPHORE), waiting(kinds.SEMAPHORE)], "no second permit"),
        ([waiting(kinds.FUTURE), waiting(kinds.EVENT)], "go first"),
        ([waiting(kinds.LOCK)], "can't be taken twice"),
        ([waiting(kinds.SEMAPHORE)], "no second permit"),
        ([waiting(kinds.TASK)], "can't be waited for by itself"),
        ([waiting(kinds.LOCK, "acquired"), waiting(kinds.LOCK)], "took|taken with acquire"),
    ],
)
def test_a_circle_is_broken_where_it_is_weakest(circle: list[TaskWait], words: str) -> None:
    """The advice for a circle depends on what its tasks wait for."""
    assert any(word in advice(circle, []) for word in words.split("|"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (kinds.EVENT, "set() is called"),
        (kinds.GET, "end marker"),
        (kinds.JOIN, "task_done()"),
        (kinds.FUTURE, "set_exception()"),
        (kinds.UNKNOWN, "who was to end these waits"),
    ],
)
def test_who_waits_alone_is_helped_by_kind(kind: str, words: str) -> None:
    """The advice for a wait that nobody ends depends on what is waited for."""
    assert words in advice([], [waiting(kind)])


def test_there_is_always_something_to_do() -> None:
    """Without any task the advice is to look for who has gone."""
    assert "no task is left" in advice([], [])
