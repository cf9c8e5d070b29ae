from __future__ import annotations

from asyncproof.exploring.strategies.walk import Walk
from tests.exploring.strategies.asked import answers


def test_the_same_seed_walks_the_same_way() -> None:
    """A walk follows from its seed, each run of it another way."""
    first, again, other = (answers(Walk(seed), [3] * 20, most=40) for seed in (1, 1, 2))
    assert first == again != other
    assert len(set(first)) > 30


def test_many_moods() -> None:
    """Some runs hardly differ from stock asyncio's, others everywhere."""
    odd = sorted(sum(1 for answer in run if answer) for run in answers(Walk(0), [2] * 100, most=40))
    assert odd[0] < 10
    assert odd[-1] > 35
