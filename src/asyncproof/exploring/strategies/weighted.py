"""A walk weighted by what is still to come: all orders of the steps are about as likely (URW)."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from asyncproof.exploring.strategies.owners import task_behind
from asyncproof.exploring.strategies.seeded import Seeded
from asyncproof.loop.questions import ORDER

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from asyncproof.exploring.outcome import Outcome

OTHERS = ""
"""The name under which what belongs to no task is counted."""


class Weighted(Seeded):
    """Lets a task go on as likely as it has many of all the steps that are still to come.

    It is the uniform random walk (as in SURW, Zhao and others, 2025) on the questions of this loop. Without
    weights, an order in which a long task ends before a short one begins is hardly ever drawn; with them, it
    is more likely. How many steps a task has is what the runs before were asked about; where one task was
    left alone, nobody was asked, so that long tasks are taken for shorter than they are.
    """

    name = "weighted"

    def __init__(self, seed: int) -> None:
        """Begin with a seed, and without knowing anything of the tasks."""
        super().__init__(seed)
        self._most: Counter[str] = Counter()

    def learn(self, outcome: Outcome) -> None:
        """Remember how many steps of each task were asked about."""
        super().learn(outcome)
        self._most |= outcome.seen or Counter()

    def picker(self) -> partial[Weights]:
        """Return who goes by what is left of each task."""
        return partial(Weights, most=Counter(self._most))


class Weights:
    """What is left of each task in one run."""

    def __init__(self, dice: random.Random, most: Counter[str]) -> None:
        """Begin with all that other runs had."""
        self._dice = dice
        self._left = Counter(most)
        self.seen: Counter[str] = Counter()
        """How many steps of each task were asked about."""

    def pick(self, kind: str, options: Sequence[Any]) -> int:
        """Draw one, by weight; to put off weighs as much as all that the others have left."""
        if kind not in ORDER:
            return self._dice.randrange(len(options))
        names = [_name_of(option) for option in options if not isinstance(option, str)]
        weights = [max(1, self._left[name]) for name in names]
        if len(names) < len(options):
            weights.append(self._rest(names))
        picked = self._dice.choices(range(len(options)), weights)[0]
        if picked < len(names):
            self.seen[names[picked]] += 1
            self._left[names[picked]] -= 1
        return picked

    def _rest(self, names: list[str]) -> int:
        return max(1, sum(left for name, left in self._left.items() if left > 0 and name not in names))


def _name_of(option: Any) -> str:
    task = task_behind(option)
    return OTHERS if task is None else task.get_name()
