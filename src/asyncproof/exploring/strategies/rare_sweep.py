"""What is rare, without any other freedom: one of it wherever there may be one, then every two, and so on."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from asyncproof.exploring.strategies.depth_first import Prefix, turnings
from asyncproof.loop.questions import CANCEL, FAULT

if TYPE_CHECKING:
    from asyncproof.exploring.outcome import Outcome


class RareSweep:
    """Has everything of one kind happen in turn, alone, and else does what stock asyncio does.

    If more than one is allowed, it goes on with every pair of them, and so on: what can happen after the
    first, as a second attempt that fails, is seen in the run with it. A run that failed, or whose failure was
    excused, is not gone on with.
    """

    def __init__(self, kind: str, most: int = 1) -> None:
        """Begin with a run in which nothing of the kind happens, to see what could."""
        self.exhausted = False
        self.bound = _BOUNDS[kind].format("one" if most == 1 else f"up to {most}", "" if most == 1 else "s")
        self._kind = kind
        self._most = most
        self._coming: deque[tuple[int, ...]] = deque([()])
        self._running: deque[tuple[int, ...]] = deque()

    @property
    def waits(self) -> bool:
        """Whether it takes the runs under way to know what else can happen."""
        return not self._coming

    def chooser(self) -> Prefix:
        """Return who has the next one happen."""
        answers = self._coming.popleft()
        self._running.append(answers)
        return Prefix(answers)

    def learn(self, outcome: Outcome) -> None:
        """Note what else can happen after what has happened in this run."""
        answers = self._running.popleft()
        choices = outcome.schedule.choices
        happened = sum(choice.kind == self._kind and choice.picked > 0 for choice in choices[: len(answers)])
        if happened < self._most and not (outcome.failed or outcome.needed):
            self._coming += turnings(
                [choice.picked for choice in choices],
                [choice.options for choice in choices],
                (at for at in range(len(answers), len(choices)) if choices[at].kind == self._kind),
            )
        self.exhausted = not self._coming and not self._running


_BOUNDS = {
    FAULT: "{} fault{} wherever something outside can fail, in stock asyncio's order",
    CANCEL: "{} cancellation{} before every step, each of another task, in stock asyncio's order",
}
