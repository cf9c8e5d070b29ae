"""What a step does with a thing that others may have: it reads an attribute, sets an event, takes a lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.loop.waits.spot import Spot


ENTERS = "enters"


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of one run: an object by its number there, and which part of it."""

    number: int
    part: str | None
    """An attribute, an item or a variable; None for all of the object."""

    def overlaps(self, other: Thing) -> bool:
        """Tell whether who changes one changes the other."""
        return self.number == other.number and (self.part == other.part or None in (self.part, other.part))


@dataclass(frozen=True, slots=True)
class Touch:
    """One instruction that was run, and what it did with a thing."""

    task: str
    step: int
    """In which step of the task, counted from 0."""
    spot: Spot
    instruction: int
    """Which instruction of the function it is."""
    turn: int
    """The how-manieth time this task ran it."""
    thing: Thing
    verb: str
    """As `reads`, `writes`, `calls set() of`."""
    name: str
    """How the thing is written there."""
    kind: str
    """The type of the thing, or of the object whose attribute it is; empty for a variable or an item."""
    writes: bool
    value: str | None = None
    """What is there before, if that is plain and was seen."""
    surely: bool = True
    """Whether it is known what the call does; a library's object may be used by two without harm."""

    @property
    def identity(self) -> tuple[object, ...]:
        """What is the same for the same instruction of the same task in another run."""
        return (self.task, self.spot.file, self.spot.function, self.instruction, self.verb, self.turn)

    def conflicts(self, other: Touch) -> bool:
        """Tell whether the order of the two may matter."""
        return self.task != other.task and (self.writes or other.writes) and self.thing.overlaps(other.thing)

    @property
    def what(self) -> str:
        """The thing in words."""
        if not self.kind:
            return f"`{self.name}`"
        is_attribute = (self.thing.part or "").startswith(".")
        return f"`{self.name}` of {self.kind}" if is_attribute else f"`{self.name}` ({self.kind})"

    @property
    def enters(self) -> bool:
        """Whether it is the beginning of an `async with` block."""
        return self.verb == ENTERS
