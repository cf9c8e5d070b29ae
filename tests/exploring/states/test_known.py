from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import asyncproof
from asyncproof.core import Choice, Schedule
from asyncproof.exploring.outcome import Outcome
from asyncproof.exploring.states import known
from asyncproof.exploring.states.known import KnownStates
from asyncproof.exploring.states.looking import LookingPrefix, Seen
from asyncproof.exploring.states.roots import Moments

if TYPE_CHECKING:
    import pytest


def outcome(*states: bytes, moments: Moments = Moments.LEFT_OUT, hidden: str = "") -> Outcome:
    """Return a run that was in some states."""
    seen = Seen(moments, dict(enumerate(states)), hidden)
    return Outcome(Schedule(tuple(Choice("ready", 2, 0) for _ in states)), seen=seen)


def test_a_state_is_new_once() -> None:
    """A run is cut where it comes to one that is known."""
    memory = KnownStates()
    assert memory.new_until(0, outcome(b"a", b"b", b"c")) == 3
    assert memory.new_until(1, outcome(b"a", b"d", b"b", b"e")) == 2
    assert memory.new_until(1, outcome(b"a", b"e")) == 2
    assert memory.words == ", once from each state"


def test_what_nobody_can_see_into_is_said() -> None:
    """States after it are never known."""
    memory = KnownStates()
    memory.new_until(0, outcome(b"a", hidden="a.Thing"))
    assert memory.words == ""
    memory.new_until(0, outcome(b"a"))
    assert memory.words == ", once from each state, but after a.Thing, which nobody can see into"


def test_a_run_that_was_not_looked_at_is_all_new() -> None:
    """As one of which nobody has asked for its states."""
    memory = KnownStates()
    run = Outcome(Schedule((Choice("ready", 2, 1),)))
    assert not memory.forgets(run)
    assert memory.new_until(0, run) == 1


def test_all_is_forgotten_once_moments_matter() -> None:
    """And runs that were begun before do not count."""
    memory = KnownStates()
    memory.new_until(0, outcome(b"a"))
    run = outcome(b"b")
    run.seen.moments_matter = True
    assert memory.forgets(run)
    assert memory.forgets(outcome(b"a"))
    assert not memory.forgets(outcome(b"a", moments=Moments.TOLD))
    assert memory.new_until(0, outcome(b"a", moments=Moments.TOLD)) == 1


def test_where_states_do_not_come_again_nobody_looks_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes longer than a run."""
    monkeypatch.setattr(known, "FEW", 3)
    memory = KnownStates()
    for number in range(3):
        assert isinstance(memory.chooser(()), LookingPrefix)
        memory.new_until(0, outcome(b"%d" % number))
    assert not isinstance(memory.chooser(()), LookingPrefix)


def test_nor_where_they_do_so_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once in very many runs is not enough; often is."""
    monkeypatch.setattr(known, "MORE", 30)
    seldom, often = KnownStates(), KnownStates()
    for number in range(30):
        assert isinstance(seldom.chooser(()), LookingPrefix)
        seldom.new_until(0, outcome(b"%d" % max(1, number)))
        often.new_until(0, outcome(b"%d" % (number // 2)))
    assert not isinstance(seldom.chooser(()), LookingPrefix)
    assert isinstance(often.chooser(()), LookingPrefix)


async def apart() -> None:
    """Have three tasks that have nothing in common."""

    async def work() -> None:
        for _ in range(4):
            await asyncio.sleep(0)

    await asyncio.gather(work(), work(), work())


def test_what_is_apart_is_proven_in_few_runs() -> None:
    """Three tasks of five steps have 756,756 orders, and 216 states."""
    result = asyncproof.explore(apart, runs=1000, rungs=["latency"], cancel=False)
    assert "once from each state" in str(result.verdict)
    assert result.runs < 800


def test_the_number_of_workers_makes_no_difference() -> None:
    """The same runs are done, and the same is said."""
    alone = asyncproof.explore(apart, rungs=["latency"], cancel=False)
    helped = asyncproof.explore(apart, rungs=["latency"], cancel=False, workers=2)
    assert (alone.runs, str(alone.verdict)) == (helped.runs, str(helped.verdict))
