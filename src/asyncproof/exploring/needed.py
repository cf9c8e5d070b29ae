"""Tasks that a scenario needs: that it fails without one of them says nothing about cancellation.

Whoever cancels the worker for whom everybody waits sees them wait for ever, and that is no bug. A task that
is cancelled before its first step has done nothing, has taken nothing and holds nothing. So if the scenario
fails even then, it needs this task, and what comes of cancelling it later is no failure. What a task leaves
behind that is cancelled half-way, as a lock, is one: without the task nobody would have taken it. So is it
one if a run gets stuck, where without the task something is missing but nobody is stuck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core import Deadlock, Livelock
from asyncproof.exploring.lookout import Lookout
from asyncproof.exploring.strategies.depth_first import Prefix
from asyncproof.loop.questions import CANCEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Chooser, Watcher
    from asyncproof.exploring.lookout import Answers
    from asyncproof.exploring.outcome import Outcome, Runs
    from asyncproof.loop import Policy

_STUCK = {(kind.__name__,) for kind in (Deadlock, Livelock)}
"""The causes of runs that got stuck."""


class SparingRuns:
    """Runs what another runner runs; no failure is one that comes of cancelling a task that is needed."""

    def __init__(self, runner: Runs) -> None:
        """Begin without knowing who is needed."""
        self._runner = runner
        self._without: dict[tuple[Policy, Answers], Outcome] = {}

    @property
    def runs(self) -> int:
        """How often it was run, also to see who is needed."""
        return self._runner.runs

    def run(self, chooser: Chooser, policy: Policy, watchers: Sequence[Watcher] = ()) -> Outcome:
        """Run it once."""
        outcome = self._runner.run(chooser, policy, watchers)
        if not watchers:  # it is told what was judged before
            self.judge(outcome, policy)
        return outcome

    def judge(self, outcome: Outcome, policy: Policy) -> None:
        """Take the failure from a run that failed because a task is missing which the scenario needs."""
        spares = getattr(policy.is_target, "spares_the_needed", False)
        if spares and outcome.failed and self._is_needed(outcome, policy):
            outcome.error = None

    def _is_needed(self, outcome: Outcome, policy: Policy) -> bool:
        """Say whether it fails as well, and as badly, if the task that was cancelled does not even begin."""
        choices = outcome.schedule.choices
        picked = tuple(choice.picked for choice in choices)
        places = [at for at, choice in enumerate(choices) if choice.kind == CANCEL and choice.picked]
        if not places:
            return False
        turned = picked[: places[0] + 1]
        lookout = Lookout(Prefix(turned))
        itself = self._runner.run(lookout, policy)
        earliest = lookout.earliest
        key = policy, earliest
        if key not in self._without:
            self._without[key] = itself if earliest == turned else self._runner.run(Prefix(earliest), policy)
        without = self._without[key]
        awaited = without.cut_short and getattr(policy.is_target, "spares_the_awaited", False)
        if awaited or without.cause in _STUCK:
            outcome.needed = earliest
        if outcome.needed or _as_bad(without, outcome):
            return True
        return len(places) > 1 and self._are_needed(outcome, picked[: places[-1] + 1], policy)

    def _are_needed(self, outcome: Outcome, turned: Answers, policy: Policy) -> bool:
        """Say whether it fails as badly if all that were cancelled do not begin, or the later ones do not."""
        lookout = Lookout(Prefix(turned))
        self._runner.run(lookout, policy)
        for missing in (lookout.cancelled[1:], lookout.cancelled):
            without = self._runner.run(CancelAtOnce(missing), policy)
            if _as_bad(without, outcome):
                return True
        return False


def _as_bad(without: Outcome, outcome: Outcome) -> bool:
    """Say whether a run without a task failed as badly as the one in which it was cancelled."""
    return without.cause in _STUCK or (without.failed and outcome.cause not in _STUCK)


class CancelAtOnce:
    """Cancels some as soon as they are there, and else does what stock asyncio does."""

    def __init__(self, numbers: Sequence[int]) -> None:
        """Take their numbers."""
        self._numbers = frozenset(numbers)

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Cancel the first of them that is there, and not yet cancelled: nobody is offered twice."""
        if kind != CANCEL:
            return 0
        return next((at for at, one in enumerate(options) if at and hash(one) in self._numbers), 0)
