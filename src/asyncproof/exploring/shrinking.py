"""Makes a failing run as plain as it can be: few cancellations, odd answers and task switches."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

from asyncproof.core import Watcher
from asyncproof.exploring.strategies.depth_first import Prefix
from asyncproof.loop.questions import CANCEL, RARE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from asyncproof.core import Choice, Step
    from asyncproof.exploring.outcome import Outcome, Runs
    from asyncproof.loop import Policy

MOST_RUNS = 300
"""So many runs it takes at most to leave odd answers out, which stock asyncio would not give."""
MOST_MOVES = 60
"""So many it takes besides to put odd answers elsewhere, if the story is long even so."""
SHORT = 6
"""A story with no more task switches than this is short."""
TOO_LONG = 2_000
"""A run of more steps is told as it is."""
_FAR = 12
"""An odd answer is put so many questions from its place at most."""


def shrink(runner: Runs, policy: Policy, failed: Outcome, most: int = MOST_RUNS) -> Outcome:
    """Return the plainest run found that fails for the same cause."""
    best, left = _without_cancelling(runner, policy, failed), most - 1
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
    return smooth(runner, policy, best, min(MOST_MOVES, left))


def _without_cancelling(runner: Runs, policy: Policy, failed: Outcome) -> Outcome:
    """Try whether it takes a cancellation at all; who cancels nobody is asked again and again."""
    choices = failed.schedule.choices
    if not any(choice.picked for choice in choices if choice.kind == CANCEL):
        return failed
    outcome = runner.run(SameKinds(each for each in choices if each.kind != CANCEL), policy)
    return outcome if outcome.cause == failed.cause else failed


def smooth(runner: Runs, policy: Policy, plain: Outcome, most: int = MOST_MOVES) -> Outcome:
    """Return a run with fewer task switches, with odd answers moved; the same one if it is short as it is."""
    best = plain
    count = Switches()
    if (
        most < 1
        or plain.steps > TOO_LONG
        or runner.run(Prefix(_answers(plain)), policy, watchers=[count]).cause != plain.cause
    ):
        return plain
    fewest, left = count.switches, most - 1
    improved = True
    while improved and fewest > SHORT:
        improved = False
        for answers in _moved(best):
            if left <= 0:
                return best
            left -= 1
            count = Switches()
            outcome = runner.run(Prefix(answers), policy, watchers=[count])
            is_no_odder = _size(outcome)[:2] <= _size(best)[:2]
            if outcome.cause == plain.cause and is_no_odder and count.switches < fewest:
                best, fewest, improved = outcome, count.switches, True
                break
    return best


class SameKinds:
    """Answers each kind of question as a run did, in that order, where not all of them are asked."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        """Take the answers."""
        self._answers: dict[str, deque[int]] = defaultdict(deque)
        for choice in choices:
            self._answers[choice.kind].append(choice.picked)

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Give the next answer of this kind; one that is not offered is the last that is."""
        answers = self._answers[kind]
        return min(answers.popleft(), len(options) - 1) if answers else 0


class Switches(Watcher):
    """A watcher that counts how often another task goes on than the one before."""

    def __init__(self) -> None:
        """Begin with none."""
        self.switches = 0
        self._last = ""

    def step(self, step: Step) -> None:
        """Count it if it is another task's."""
        if step.is_task and step.who != self._last:
            self.switches += 1
            self._last = step.who


def _answers(outcome: Outcome) -> tuple[int, ...]:
    return tuple(choice.picked for choice in outcome.schedule)


def _plainer(outcome: Outcome) -> Iterator[tuple[int, ...]]:
    """Go through runs with fewer odd answers: none in a stretch, the longest stretches first."""
    answers = _answers(outcome)
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


def _moved(outcome: Outcome) -> Iterator[tuple[int, ...]]:
    """Go through runs in which one odd answer is given to another question of its kind, near ones first."""
    choices = outcome.schedule.choices
    answers = list(_answers(outcome))
    for place, answer in enumerate(answers):
        if not answer:
            continue
        near = sorted(range(len(answers)), key=lambda other, place=place: (abs(other - place), other))  # type: ignore[misc] # a default is the value of this turn
        for other in near[: 2 * _FAR]:
            if not answers[other] and choices[other].kind == choices[place].kind:
                moved = list(answers)
                moved[place], moved[other] = 0, min(answer, choices[other].options - 1)
                yield tuple(moved)


def _size(outcome: Outcome) -> tuple[int, int, int, int]:
    """Say how odd a run is: what is rare, how many odd answers, how odd they are, how long it takes."""
    odd = [choice for choice in outcome.schedule if choice.picked]
    cancelled = sum(choice.kind in RARE for choice in odd)
    return cancelled, len(odd), sum(choice.picked for choice in odd), outcome.steps
