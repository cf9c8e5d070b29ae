from __future__ import annotations

from asyncproof.exploring.crew.rounds import MOST, next_round, size_of_round
from asyncproof.exploring.strategies.depth_first import DepthFirst
from asyncproof.exploring.strategies.walk import Walk


def test_rounds_grow_with_what_is_known() -> None:
    """The first runs are alone; later ones come many at a time, up to a bound."""
    assert [size_of_round(done) for done in (0, 1, 5, 6, 30, 10**6)] == [1, 1, 1, 2, 10, MOST]


def test_a_round_ends_where_a_strategy_has_to_wait() -> None:
    """Who must first hear what came of a run is asked for no second one."""
    assert len(next_round(DepthFirst(), 100, 90)) == 1
    assert len(next_round(Walk(0), 100, 90)) == 30
    assert len(next_round(Walk(0), 7, 90)) == 7
