"""When each task of a run could have been cancelled first: that tells which task a cancellation hits.

A task has no name that holds for all runs. But the answers that cancel it as soon as it is there are the
same for all runs that turn off later, and no other task's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from asyncproof.exploring.whereabouts import Whereabouts
from asyncproof.loop.questions import CANCEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Chooser

    Answers = tuple[int, ...]


class Hit(NamedTuple):
    """What one answer to a question for a cancellation would hit."""

    task: Answers
    """The answers that cancel this task as soon as it is there; of no task, if they cancel nobody."""
    where: int
    """Where it stands: a number that changes whenever that does."""


class Lookout:
    """Passes questions on, and notes whom each cancellation would hit."""

    def __init__(self, chooser: Chooser) -> None:
        """Begin before the first question."""
        self._chooser = chooser
        self._answers: list[int] = []
        self._first: dict[int, Answers] = {}
        self._whereabouts = Whereabouts()
        self.seen: dict[int, tuple[Hit, ...]] = {}
        """By the place of a question before the first cancellation: for each answer, whom it hits."""
        self.earliest: Answers = ()
        """The answers that cancel the task that was cancelled first, but as soon as it is there."""
        self.cancelled: list[int] = []
        """All that were cancelled, by the numbers that they have in other runs, too."""

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Answer as the other does."""
        picked = self._chooser.choose(kind, options)
        if kind == CANCEL and not self.earliest:
            tasks = list(map(hash, options))  # its number in its loop
            for index, task in enumerate(tasks):
                if task not in self._first:
                    self._first[task] = (*self._answers, index)
            self.seen[len(self._answers)] = tuple(
                Hit(self._first[number], self._whereabouts.of(number, getattr(task, "task", task)))
                for number, task in zip(tasks, options, strict=True)
            )
            self.earliest = self._first[tasks[picked]] if picked else ()
        if kind == CANCEL and picked:
            self.cancelled.append(hash(options[picked]))
        self._answers.append(picked)
        return picked
