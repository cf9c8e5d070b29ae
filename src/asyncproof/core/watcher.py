"""The protocol of whoever looks on: a watcher hears what a run does and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asyncproof.core.choice import Choice
    from asyncproof.core.instant import Instant
    from asyncproof.core.step import Step


class Watcher(Protocol):
    """Hears of each step, choice, clock jump and unhandled problem of a run.

    Who wants to hear only some of it inherits from this, and what it has no method for it does not hear.
    """

    def step(self, step: Step) -> None:
        """Hear that a callback or a step of a task is about to run."""
        del step

    def choice(self, choice: Choice) -> None:
        """Hear what was asked and what was answered."""
        del choice

    def jump(self, now: Instant) -> None:
        """Hear that the virtual clock moved to `now`."""
        del now

    def problem(self, context: Mapping[str, object]) -> None:
        """Hear what the loop's exception handler is told."""
        del context
