"""The nearest run that passes: a failing one with one answer less that stock asyncio would not give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.exploring.strategies.depth_first import Prefix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asyncproof.exploring.outcome import Outcome, Runs
    from asyncproof.loop import Policy

MOST_RUNS = 12


def passing_neighbour(
    runner: Runs, policy: Policy, failed: Outcome, most: int = MOST_RUNS
) -> tuple[int, ...] | None:
    """Return the answers of a run that passes and is as near as can be; None if none was found."""
    answers = [choice.picked for choice in failed.schedule]
    for count, nearer in enumerate(_nearer(answers)):
        if count >= most:
            break
        if not runner.run(Prefix(nearer), policy).failed:
            return nearer
    return None


def _nearer(answers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Take back the last odd answer, the one before it, and at last all of them."""
    odd = [place for place, answer in enumerate(answers) if answer]
    for place in reversed(odd):
        yield (*answers[:place], 0, *answers[place + 1 :])
    if len(odd) > 1:
        yield (0,) * len(answers)
