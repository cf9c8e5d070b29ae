from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from asyncproof.exploring.strategies.pct import PATIENCE, Priorities, Ranks
from asyncproof.loop import REORDER, ControlledLoop, Policy
from tests.exploring.strategies import programs
from tests.exploring.strategies.asked import answers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

LATENCY = Policy(latency=True)


@pytest.mark.parametrize(
    ("scenario", "policy"),
    [
        (programs.backwards, LATENCY),
        (programs.backwards, REORDER),
        (programs.long_before_short, LATENCY),
        (programs.impatient, LATENCY),
    ],
)
def test_who_is_slow_all_the_time(scenario: Callable[[], Awaitable[None]], policy: Policy) -> None:
    """What needs one task to be slower than the others at every step is found in a hundred runs."""
    assert programs.failures(programs.search(Priorities(0), scenario, policy, 100)) >= 1


def test_the_same_seed_has_the_same_priorities() -> None:
    """Runs follow from the seed."""
    first, again, other = (
        programs.search(Priorities(seed), programs.backwards, LATENCY, 20) for seed in (1, 1, 2)
    )
    assert first == again != other


def test_nothing_is_put_off_for_ever() -> None:
    """What ranks low is let in at last, however often it is asked for."""
    with_loop = ControlledLoop()
    handle = with_loop.call_soon(print)
    for seed in range(20):
        ranks = Ranks(random.Random(seed), set())
        asked = [ranks.pick("arrival", [handle, "later"]) for _ in range(40 * PATIENCE)]
        assert 0 in asked
    handle.cancel()
    with_loop.close()


def test_a_moment_at_which_ranks_change() -> None:
    """Who ranks highest is the last from then on."""
    loop = ControlledLoop()
    handles = [loop.call_soon(print), loop.call_soon(print)]
    ranks = Ranks(random.Random(0), {1})
    before, *after = (ranks.pick("arrival", handles) for _ in range(4))
    assert after == [1 - before] * 3
    loop.close()


def test_other_questions() -> None:
    """Whether time passes, and what a connection does, are decided by dice."""
    assert len(set(answers(Priorities(0), [2] * 8, kind="time", most=40))) > 20
    assert len(set(answers(Priorities(0), [2] * 8, kind="jitter", most=40))) > 20
