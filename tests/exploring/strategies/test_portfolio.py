from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.core import Choice, Schedule
from asyncproof.exploring.outcome import Outcome
from asyncproof.exploring.strategies.depth_first import DepthFirst, Prefix
from asyncproof.exploring.strategies.deviations import Deviations
from asyncproof.exploring.strategies.pct import Priorities
from asyncproof.exploring.strategies.portfolio import Portfolio, proven_by
from asyncproof.exploring.strategies.pos import PartialOrder
from asyncproof.exploring.strategies.seeded import Seeded
from asyncproof.exploring.strategies.strategy import Strategy
from asyncproof.exploring.strategies.walk import Walk
from asyncproof.exploring.strategies.weighted import Weighted
from asyncproof.loop import Policy
from tests.exploring.strategies import programs
from tests.exploring.strategies.asked import answers

if TYPE_CHECKING:
    from collections.abc import Callable


class Steady:
    """Answers with what it is told, and counts its runs."""

    exhausted = waits = False
    bound = ""

    def __init__(self, picked: Callable[[int], int]) -> None:
        self.runs = 0
        self._picked = picked

    def chooser(self) -> Prefix:
        self.runs += 1
        return Prefix([self._picked(self.runs)])

    def learn(self, outcome: Outcome) -> None:
        del outcome


@pytest.mark.parametrize("kind", [Walk, Priorities, PartialOrder, Weighted])
def test_who_takes_part(kind: type[Seeded]) -> None:
    """All that search at random are strategies, never exhausted, each with a name of its own for its dice."""
    strategy = kind(0)
    assert isinstance(strategy, Strategy)
    assert (strategy.exhausted, strategy.bound) == (False, "")
    assert strategy.name not in {other.name for other in Seeded.__subclasses__() if other is not kind}


def test_what_is_small_is_proven() -> None:
    """All of few schedules are tried, each once, and then there is nothing left to do."""
    portfolio = Portfolio(DepthFirst(), Deviations(), [Walk(0)], 100)
    runs = answers(portfolio, [2, 3, 2])
    assert len(runs) == len(set(runs)) == 12
    assert portfolio.exhausted
    assert proven_by(portfolio) == "every answer to every question was tried"


def test_what_is_big_is_searched_by_all() -> None:
    """Where depth first would not end, all have their turns; who has tried all that it can says so."""
    portfolio = Portfolio(DepthFirst(), Deviations(), [Walk(0)], 900)
    runs = answers(portfolio, [2] * 20, most=900)
    odd = [sum(run) for run in runs]
    assert max(odd) > 10
    assert min(odd) == 0
    assert not portfolio.exhausted
    assert proven_by(portfolio) == "every schedule with up to 2 deviations from stock asyncio was tried"


def test_few_deviations_are_tried_in_full_if_there_is_just_time() -> None:
    """Where they need most of the runs that are left, the others get what is left over."""
    portfolio = Portfolio(DepthFirst(), Deviations(), [Walk(0)], 100)
    answers(portfolio, [2] * 10, most=100)
    assert not portfolio.exhausted
    assert "up to 2 deviations" in proven_by(portfolio)


def test_who_finds_nothing_new_gets_less() -> None:
    """A member whose runs are all the same has some of the turns, not as many as one that goes on finding."""
    dull, keen = Steady(lambda _: 1), Steady(lambda number: 5000 + number)
    portfolio = Portfolio(DepthFirst(), Deviations(), [dull, keen], 0)
    answers(portfolio, [10_000, 2], most=400)
    assert 10 < dull.runs < keen.runs / 2


def test_another_shape_is_worth_more() -> None:
    """Runs that are asked other things are worth more than runs that only answer otherwise."""
    plain, shaped = Steady(lambda number: 5000 + number), Steady(lambda number: 2000 + number)
    portfolio = Portfolio(DepthFirst(), Deviations(), [plain, shaped], 0)
    for _ in range(300):
        before = shaped.runs
        picked = portfolio.chooser().choose("ready", range(10_000))
        steps = picked if shaped.runs > before else 1
        portfolio.learn(Outcome(Schedule((Choice("ready", 10_000, picked),)), steps=steps))
    assert shaped.runs > 1.5 * plain.runs


def test_the_same_seed_takes_the_same_turns() -> None:
    """Who has which turn follows from what was found, and from no clock."""
    first, again = (
        programs.search(
            Portfolio(DepthFirst(), Deviations(), [Walk(3)], 40),
            programs.backwards,
            Policy(latency=True),
            40,
        )
        for _ in range(2)
    )
    assert first == again


def test_only_what_is_exhausted_is_proven() -> None:
    """A search that has more to try proves nothing yet."""
    assert proven_by(Deviations()) == ""
