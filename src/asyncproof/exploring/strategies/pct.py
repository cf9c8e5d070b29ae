"""Priorities: who ranks low comes last, but for a few random moments at which the ranks change (PCT)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from asyncproof.exploring.strategies.owners import task_behind
from asyncproof.exploring.strategies.seeded import Seeded
from asyncproof.loop.questions import LATENCY, LATER, ORDER, READY, TIME

if TYPE_CHECKING:
    import asyncio
    import random
    from collections.abc import Sequence

    from asyncproof.exploring.outcome import Outcome

DEPTHS = (1, 2, 3, 5)
"""How many moments there are at which the ranks change, by turns."""
PATIENCE = 16
"""How often in a row the same one may be first, or the rest, before all ranks are drawn anew."""


class Priorities(Seeded):
    """Ranks the tasks, and lets the highest go first.

    It is PCT (Burckhardt and others, 2010) on the questions of this loop: a task that ranks below "all the
    rest" is put off until nothing else can run. It finds what needs one task to be slow all the time, or
    an exact order of a few steps, which a random walk hardly ever does. One thing is different: who is first
    too often in a row is ranked anew; with fixed ranks a task that polls would starve the one it waits for.
    """

    name = "priorities"

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        super().__init__(seed)
        self._questions = 1

    def learn(self, outcome: Outcome) -> None:
        """Remember how many questions a run has."""
        super().learn(outcome)
        self._questions = max(self._questions, len(outcome.schedule))

    def picker(self) -> partial[Ranks]:
        """Return who goes by ranks, which change at some moments."""
        changes = DEPTHS[(self.runs - 1) % len(DEPTHS)] - 1
        return partial(_ranks, changes=changes, questions=self._questions)


def _ranks(dice: random.Random, changes: int, questions: int) -> Ranks:
    return Ranks(dice, {dice.randrange(questions) for _ in range(changes)})


class Ranks:
    """The ranks of one run."""

    def __init__(self, dice: random.Random, changes: set[int]) -> None:
        """Begin with everybody unranked."""
        self._dice = dice
        self._changes = changes
        self._asked = 0
        self._first: object = None
        self._in_a_row = 0
        self._rest = dice.random()
        self._of_tasks: dict[int, float] = {}
        self._of_handles: WeakKeyDictionary[asyncio.Handle, float] = WeakKeyDictionary()

    def pick(self, kind: str, options: Sequence[Any]) -> int:
        """Take the highest; what can be put off is compared with all the rest."""
        number, self._asked = self._asked, self._asked + 1
        if kind == TIME:
            return int(self._dice.random() > self._rest)
        if kind == LATENCY:
            self._draw_anew(options[0])
        elif kind not in ORDER:
            return self._dice.randrange(len(options))
        ranks = [self._rest if option == LATER else self._rank(option) for option in options]
        best = max(range(len(ranks)), key=ranks.__getitem__)
        if number in self._changes and options[best] != LATER:
            self._give(options[best], -self._dice.random())
            ranks[best] = -1
            best = max(range(len(ranks)), key=ranks.__getitem__)
        if kind == READY:
            self._draw_anew(options[best])
        self._be_patient(options[best])
        return best

    def _be_patient(self, first: Any) -> None:
        first = first if isinstance(first, str) else _number_of(first)
        self._in_a_row = self._in_a_row + 1 if first is not None and first == self._first else 0
        self._first = first
        if self._in_a_row > PATIENCE:
            self._in_a_row, self._rest = 0, self._dice.random() - 0.5  # let something in soon
            self._of_tasks.clear()

    def _rank(self, option: Any) -> float:
        task = task_behind(option)
        if task is None:
            return self._of_handles.setdefault(option, self._dice.random())
        return self._of_tasks.setdefault(hash(task), self._dice.random())

    def _give(self, option: Any, rank: float) -> None:
        task = task_behind(option)
        if task is None:
            self._of_handles[option] = rank
        else:
            self._of_tasks[hash(task)] = rank

    def _draw_anew(self, option: Any) -> None:
        """Rank a task that was ranked before, and the rest, anew."""
        task = task_behind(option)
        if task is not None and self._of_tasks.pop(hash(task), None) is not None:
            self._rest = self._dice.random()


def _number_of(option: Any) -> int | None:
    task = task_behind(option)
    return None if task is None else hash(task)
