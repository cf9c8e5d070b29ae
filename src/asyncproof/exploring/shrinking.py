"""Makes a failing run as plain as it can be: fewer answers that stock asyncio would not give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.exploring.strategies.depth_first import Prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.exploring.outcome import Outcome, Runs
    from asyncproof.loop import Policy

MOST_RUNS = 300


def shrink(runner: Runs, policy: Policy, failed: Outcome, most: int = MOST_RUNS) -> Outcome:
    """Return the plainest run found that fails for the same cause."""
    best, left = failed, most
    improved = True
    while improved and left > 0:
        improved = False
        for answers in _plainer(best):
            if left <= 0:
                break
            left -= 1
            outcome = runner.run(Prefix(answers), policy)
            if outcome.cause == failed.cause and _size(outcome) < _size(best):
                best, improved = outcome, True
                break
    return best


def _plainer(outcome: Outcome) -> Iterator[tuple[int, ...]]:
    """Go through runs with fewer odd answers: none in a stretch, the longest stretches first."""
    answers = tuple(choice.picked for choice in outcome.schedule)
    odd = [place for place, answer in enumerate(answers) if answer]
    length = len(odd)
    while length >= 1:
        for start in range(0, len(odd), length):
            gone = set(odd[start : start + length])
            yield tuple(0 if place in gone else answer for place, answer in enumerate(answers))
        length //= 2
    for place in odd:
        for smaller in range(1, answers[place]):
            yield (*answers[:place], smaller, *answers[place + 1 :])


def _size(outcome: Outcome) -> tuple[int, int, int]:
    """Say how odd a run is: how many odd answers, how odd they are, how long it takes."""
    odd = [choice.picked for choice in outcome.schedule if choice.picked]
    return len(odd), sum(odd), outcome.steps
