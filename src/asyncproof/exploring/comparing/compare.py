"""Runs a failing run and the nearest passing one once more, looks at both closely, and says what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.exploring.comparing.comparison import Comparison
from asyncproof.exploring.comparing.lanes import lane_of
from asyncproof.exploring.comparing.leaving import cancellations
from asyncproof.exploring.comparing.lens import Lens
from asyncproof.exploring.comparing.meeting import meetings
from asyncproof.exploring.comparing.neighbour import passing_neighbour
from asyncproof.exploring.comparing.recording import MOST_STEPS, Recorder
from asyncproof.exploring.comparing.tracing import at_work
from asyncproof.exploring.strategies.depth_first import Prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.exploring.comparing.leaving import Cancellation
    from asyncproof.exploring.comparing.recording import Recording, Turn
    from asyncproof.exploring.comparing.touch import Touch
    from asyncproof.exploring.outcome import Outcome, Runs
    from asyncproof.loop import Policy
    from asyncproof.loop.waits.spot import Spot


def compare(runner: Runs, policy: Policy, failed: Outcome) -> Comparison | None:
    """Return a failing run beside the nearest one that passes; None if there is none, or it can't be seen."""
    if failed.steps > MOST_STEPS:
        return None  # it turns in a circle: there is no end of it to look at
    nearest = passing_neighbour(runner, policy, failed)
    if nearest is None:
        return None
    breaks = _look(runner, policy, [choice.picked for choice in failed.schedule], failed.cause)
    works = _look(runner, policy, nearest, ())
    return None if breaks is None or works is None else _comparison(works, breaks)


def _look(runner: Runs, policy: Policy, answers: Sequence[int], cause: tuple[str, ...]) -> Recording | None:
    """Do a run once more under close watch; None if it ends in another way than before."""
    recorder = Recorder()
    lens = Lens(recorder)
    with at_work(lens):
        outcome = runner.run(Prefix(answers), policy, watchers=[recorder])
    recorder.settle()
    is_whole = lens.is_whole and recorder.is_whole
    return recorder.seen if outcome.cause == cause and is_whole else None


def _comparison(works: Recording, breaks: Recording) -> Comparison:
    stopped = tuple(cancellations(works, breaks))
    names = {each.task for each in stopped}
    met = next(iter(meetings(works.touches, breaks.touches, names)), None)
    marked = (met.early, met.late) if met else _marked(stopped)
    stops = [stop for stop in breaks.stops if stop.task in names]
    swapped = None if met or stopped else _first_swap(works.turns, breaks.turns)
    return Comparison(
        works=lane_of(works, marked),
        breaks=lane_of(breaks, marked, stops),
        meeting=met,
        awaited=_awaited(breaks, swapped),
        swapped=swapped,
        missing=None if met or stopped or swapped else _first_missing(works.turns, breaks.turns),
        cancellations=stopped,
        coroutines={**works.coroutines, **breaks.coroutines},
    )


def _marked(stopped: Sequence[Cancellation]) -> tuple[Touch | None, ...]:
    """Return what is told of a thing that a cancelled task has left: a connection comes first."""
    for one in stopped:
        if one.next_one is not None:
            return one.next_one
    for one in stopped:
        if one.left:
            return (one.left[0].done, one.left[0].undone)
    return ()


def _first_swap(works: Sequence[Turn], breaks: Sequence[Turn]) -> tuple[Turn, Turn] | None:
    """Return the first step that comes before another one than where it works, and that other one."""
    for here, there in zip(breaks, works, strict=False):
        if here.task != there.task:
            return here, there
    return None


def _first_missing(works: Sequence[Turn], breaks: Sequence[Turn]) -> Turn | None:
    """Return the first step that is taken only where it works, if the runs part in no other way."""
    return works[len(breaks)] if len(works) > len(breaks) else None


def _awaited(breaks: Recording, swapped: tuple[Turn, Turn] | None) -> tuple[str, Spot] | None:
    """Return who takes the results of the two as they come, if anybody does."""
    pair = {turn.task for turn in swapped or ()}
    for task, (others, spot) in breaks.together.items():
        if pair and pair <= others:
            return task, spot
    return None
