"""What happened in a run, in order: its steps, its choices and the moves of its clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asyncproof.core.choice import Choice
from asyncproof.core.schedule import Schedule
from asyncproof.core.step import Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asyncproof.core.instant import Instant

Event = Step | Choice | int
"""A step, a choice, or the instant to which the clock moved."""


@dataclass(slots=True)
class Trace:
    """A watcher that keeps what it hears."""

    events: list[Event] = field(default_factory=list)
    problems: list[Mapping[str, object]] = field(default_factory=list)

    def step(self, step: Step) -> None:
        """Keep a step."""
        self.events.append(step)

    def choice(self, choice: Choice) -> None:
        """Keep a choice."""
        self.events.append(choice)

    def jump(self, now: Instant) -> None:
        """Keep a move of the clock."""
        self.events.append(now)

    def problem(self, context: Mapping[str, object]) -> None:
        """Keep what the exception handler was told."""
        self.problems.append(context)

    @property
    def steps(self) -> list[Step]:
        """The steps alone."""
        return [event for event in self.events if isinstance(event, Step)]

    @property
    def schedule(self) -> Schedule:
        """The choices alone, as the schedule that replays the run."""
        return Schedule(tuple(event for event in self.events if isinstance(event, Choice)))

    def story(self) -> list[str]:
        """One line an event, the same in every process where the run was the same."""
        return [_line(event) for event in self.events]


def _line(event: Event) -> str:
    if isinstance(event, Step):
        return f"{event.number} {event.at} {event.who} {event.where}".rstrip()
    if isinstance(event, Choice):
        return f"choose {event.kind} {event.picked}/{event.options}"
    return f"clock {event}"
