"""Several strategies side by side: who finds new behaviour gets more of the runs, and nobody gets none."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Chooser
    from asyncproof.exploring.outcome import Outcome
    from asyncproof.exploring.strategies.crossed import Crossed
    from asyncproof.exploring.strategies.depth_first import DepthFirst
    from asyncproof.exploring.strategies.deviations import Deviations
    from asyncproof.exploring.strategies.strategy import Strategy

FLOOR = 0.1
"""What a member weighs that finds nothing: this much beside another whose every run is of a new kind."""
MEMORY = 0.9
"""How much of what a member is worth comes from before its last run."""
ORDER = 0.3
"""What a schedule is worth that is new, but leads to a run like others: as long, and asked the same."""


@dataclass(slots=True)
class Member:
    """One strategy, what its runs are worth, and how long it has waited for its turn."""

    strategy: Strategy
    worth: float = 1.0
    credit: float = 0.0

    @property
    def weight(self) -> float:
        """Its share of the runs, beside the others'."""
        return FLOOR + self.worth


class Portfolio:
    """Searches with several strategies by turns; what is small is tried in full.

    None of them is best everywhere. How much a run is worth is what it shows that no run has shown before:
    another way of ending or another shape (most), another schedule (less), nothing. Turns are given in
    proportion to what the last runs of each were worth. No dice are thrown, so one seed gives one order.
    """

    def __init__(
        self,
        everything: DepthFirst,
        few: Deviations,
        at_random: Sequence[Strategy],
        runs: int,
        *,
        pairs: Crossed | None = None,
    ) -> None:
        """Begin with all of equal worth.

        Depth first goes alone as long as so many runs may do for it, few deviations once they need half
        of what is left. Where cancellations are crossed with delays, these pairs come before: they have half
        of the runs for themselves.
        """
        self._everything = everything
        self._few = few
        self._runs_left = runs
        self._pairs, self._runs_after_pairs = pairs, runs // 2
        strategies: list[Strategy] = [everything, few, *at_random, *([pairs] if pairs else [])]
        self._members = [Member(strategy) for strategy in strategies]
        self._running: deque[Member] = deque()
        self._schedules: set[tuple[int, ...]] = set()
        self._kinds: set[tuple[object, ...]] = set()

    @property
    def exhausted(self) -> bool:
        """Whether all was tried, or nobody has anything left to try."""
        return self._everything.exhausted or not self._living()

    @property
    def bound(self) -> str:
        """What holds, by those that have tried all that they can try."""
        return "; ".join(
            member.strategy.bound
            for member in self._members
            if member.strategy.exhausted and member.strategy.bound
        )

    @property
    def waits(self) -> bool:
        """Whether all whose turn it is have to hear of runs under way."""
        return not self._ready()

    def chooser(self) -> Chooser:
        """Return who decides in the next run: it is the turn of who has waited for more than the others."""
        ready = self._ready()
        self._runs_left -= 1
        for member in ready:
            member.credit += member.weight
        next_one = max(ready, key=lambda member: member.credit)
        next_one.credit -= sum(member.weight for member in ready)
        self._running.append(next_one)
        return next_one.strategy.chooser()

    def learn(self, outcome: Outcome) -> None:
        """Let who decided learn, and see what the run was worth."""
        member = self._running.popleft()
        member.strategy.learn(outcome)
        member.worth = MEMORY * member.worth + (1 - MEMORY) * self._worth_of(outcome)

    def _ready(self) -> list[Member]:
        return [member for member in self._whose_turn() if not member.strategy.waits]

    def _whose_turn(self) -> list[Member]:
        living = self._living()
        left = self._runs_left - 1
        if self._everything.ends_within(left):
            return living[:1]
        if self._pairs and not self._pairs.exhausted and left >= self._runs_after_pairs:
            return [member for member in living if member.strategy is self._pairs]
        if self._few.ends_within(left) and not self._few.ends_within(left // 2):
            return [member for member in living if member.strategy is self._few] or living
        return living

    def _living(self) -> list[Member]:
        return [member for member in self._members if not member.strategy.exhausted]

    def _worth_of(self, outcome: Outcome) -> float:
        picked = tuple(choice.picked for choice in outcome.schedule)
        if picked in self._schedules:
            return 0.0
        self._schedules.add(picked)
        kind = (outcome.cause, outcome.steps, *(choice.options for choice in outcome.schedule))
        if kind in self._kinds:
            return ORDER
        self._kinds.add(kind)
        return 1.0


def proven_by(strategy: Strategy) -> str:
    """Say within which bound all was tried; nothing, if that is not so."""
    return strategy.bound if strategy.exhausted or isinstance(strategy, Portfolio) else ""
