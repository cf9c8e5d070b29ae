"""Makes of a run that failed what is told of it: the plainest run to it, its lowest rung, and both orders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from asyncproof.exploring.comparing.compare import compare
from asyncproof.exploring.result import Failure
from asyncproof.exploring.rungs import Rung
from asyncproof.exploring.shrinking import SameKinds, shrink
from asyncproof.exploring.story import Storyteller
from asyncproof.loop.choosers import ReplayChooser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.exploring.outcome import Outcome, Runs
    from asyncproof.exploring.rungs import Freedom


def failure_of(runner: Runs, failed: Outcome, climbed: Sequence[Freedom], seed: int) -> Failure:
    """Return a failure that was found with the last of these freedoms; the others were tried before."""
    run = runner.runs
    plain, freedom = _lowest(runner, shrink(runner, climbed[-1].policy, failed), climbed)
    teller = Storyteller()
    answers = teller.listen(ReplayChooser(plain.schedule))
    again = runner.run(answers, freedom.policy, watchers=[teller])
    odd = any(choice.picked for choice in plain.schedule)
    word = replace(plain.schedule, seed=seed).to_text()
    repeats = again.cause == plain.cause
    return Failure(
        exception=(again if repeats else plain).error or AssertionError("nothing failed"),
        rung=freedom.rung_of(plain.schedule),
        schedule=f"{freedom.name}:{word}",
        story=teller.tell(),
        run=run,
        cause=failed.cause,
        repeats=repeats,
        comparison=compare(runner, freedom.policy, plain) if repeats and odd else None,
    )


def _lowest(runner: Runs, plain: Outcome, climbed: Sequence[Freedom]) -> tuple[Outcome, Freedom]:
    """Try whether a lower freedom is enough: what was found higher up may only have been missed below."""
    for freedom in climbed[:-1]:
        if freedom.rung is Rung.STOCK:
            continue  # its only run passed, or nothing else would have been climbed
        outcome = runner.run(SameKinds(plain.schedule.choices), freedom.policy)
        if outcome.cause == plain.cause:
            return shrink(runner, freedom.policy, outcome), freedom
    return plain, climbed[-1]
