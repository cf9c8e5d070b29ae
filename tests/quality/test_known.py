from __future__ import annotations

import pytest

import asyncproof
from asyncproof.exploring import Rung
from quality.known import Bug, Correct, bugs, correct

BUGS = [pytest.param(bug, id=bug.name) for bug in bugs()]
PROGRAMS = [pytest.param(program, id=program.name) for program in correct()]
RUNS = 400
"""Runs of each exploration here; `python -m quality` takes as many as an exploration takes by itself."""
LADDER = [rung.value for rung in Rung if rung is not Rung.FAULT]
"""All rungs but the one on which the outside fails: to fail with it is nothing wrong."""


@pytest.mark.asyncproof(leaked_generator="off")  # one of the bugs is just that
@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_is_found(bug: Bug) -> None:
    """Each bug is found on its rung, within as many runs as is stated, and the replay line finds it again."""
    known = bug.known
    runs = max(RUNS, known.within)
    failures = asyncproof.explore(bug.broken, runs=runs, faults=known.takes_faults).failures
    if known.not_found:
        assert not failures, "it is found now: say so"
        return
    first = failures[0]
    assert (first.rung.value, type(first.exception).__name__) == (known.rung, known.error), first
    assert first.run <= known.within
    with pytest.raises(type(first.exception)):
        asyncproof.replay(bug.broken, first.schedule)


@pytest.mark.parametrize("bug", BUGS)
def test_the_fixed_twin_is_left_alone(bug: Bug) -> None:
    """No rung but reorder flags what was mended."""
    result = asyncproof.explore(bug.fixed, runs=RUNS, faults=bug.known.takes_faults)
    assert not result.failures, str(result)


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_is_correct_is_flagged_on_no_lower_rung(program: Correct) -> None:
    """Nothing that holds on stock asyncio is flagged below the first rung that breaks what it rests on."""
    result = asyncproof.explore(program.scenario, rungs=LADDER, runs=RUNS)
    lowest = LADDER.index(program.breaks_on) if program.breaks_on else len(LADDER)
    wrong = [failure for failure in result.failures if LADDER.index(failure.rung.value) < lowest]
    assert not wrong, str(wrong[0])


@pytest.mark.parametrize("name", ["a_task_has_started_after_a_yield", "an_event_wakes_all"])
def test_what_rests_on_order_alone_is_told_on_its_rung(name: str) -> None:
    """A start that takes longer is latency; a wake-up that overtakes another is nothing that stock does."""
    (program,) = [each for each in correct() if each.name == name]
    result = asyncproof.explore(program.scenario, rungs=LADDER)
    assert result.failures[0].rung.value == program.breaks_on


def test_there_is_enough_of_it() -> None:
    """Twenty kinds of bugs and fifteen correct programs, each with a docstring, and none by the same name."""
    assert len(BUGS) >= 20
    assert len(PROGRAMS) >= 15
    assert all(bug.broken.__doc__ and bug.fixed.__doc__ for bug in bugs())
    assert len({program.name for program in correct()}) == len(PROGRAMS)
