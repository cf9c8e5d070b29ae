"""A program of questions without a loop, to see which answers a strategy gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core import Choice, Schedule
from asyncproof.exploring.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.exploring.strategies.strategy import Strategy


def answers(
    strategy: Strategy, questions: Sequence[int], *, kind: str = "ready", most: int = 1000
) -> list[tuple[int, ...]]:
    """Ask, run after run, questions with so many options, and return the answers of each run."""
    runs: list[tuple[int, ...]] = []
    while not strategy.exhausted and len(runs) < most:
        chooser = strategy.chooser()
        picked = tuple(chooser.choose(kind, list(range(options))) for options in questions)
        choices = tuple(Choice(kind, options, one) for options, one in zip(questions, picked, strict=True))
        strategy.learn(Outcome(Schedule(choices)))
        runs.append(picked)
    return runs


def answers_in_rounds(
    strategy: Strategy, questions: Sequence[int], size: int, *, kind: str = "ready"
) -> list[tuple[int, ...]]:
    """Do the same in rounds: what came of the runs of one is heard when all of them are done."""
    runs: list[tuple[int, ...]] = []
    while not strategy.exhausted:
        choosers = []
        while len(choosers) < size and not strategy.waits:
            choosers.append(strategy.chooser())
        for chooser in choosers:
            picked = tuple(chooser.choose(kind, list(range(options))) for options in questions)
            choices = (Choice(kind, *answer) for answer in zip(questions, picked, strict=True))
            strategy.learn(Outcome(Schedule(tuple(choices))))
            runs.append(picked)
    return runs
