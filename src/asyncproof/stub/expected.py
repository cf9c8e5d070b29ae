"""What every expectation has: what is expected, in which turns it is answered, and what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, TypeAlias

from asyncproof.core import UsageError
from asyncproof.stub.place import written_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Self

    from asyncproof.stub.matching.pattern import Pattern
    from asyncproof.stub.request import Request
    from asyncproof.stub.wrong import Wrong

Times: TypeAlias = "int | Literal['any', 'some']"
"""How often a reply is asked for: exactly so often, any number of times, or at least once."""


class Answer(Protocol):
    """What a host does with a request: a reply, or a way not to give one."""

    def play(self, exchange: Any) -> None:
        """Do it."""
        ...


@dataclass(slots=True)
class Turn:
    """An answer, how often it is expected to be asked for, and how often it was."""

    answer: Answer
    least: int
    most: int | None
    where: str
    given: int = 0

    @property
    def used_up(self) -> bool:
        """Whether it is not given any more."""
        return self.most is not None and self.given >= self.most


class Expected:
    """Something that a test expects at a host."""

    asked: ClassVar[str] = "asked for"
    """What a client does with it, in a word or two."""
    last_word: ClassVar[str] = "its last reply"
    """Where a test says how often it is answered."""

    def __init__(self, origin: str, pattern: Pattern, order: list[Expected] | None) -> None:
        """Expect requests of a pattern; `order`: those among which it has its place."""
        self.origin = origin
        self.pattern = pattern
        self.where = written_at()
        self.requests: list[Request] = []
        """The requests that were answered by it, oldest first."""
        self.turns: list[Turn] = []
        self.order = order

    def __repr__(self) -> str:
        """Show what is expected, and how often it came."""
        return f"<{type(self).__name__} {self}, answered {len(self.requests)} times>"

    def __str__(self) -> str:
        """Show the request that is expected."""
        return f"{self.pattern.method} {self.origin}{self.pattern.path.text}"

    def optional(self) -> Self:
        """Let nothing be said of replies that nobody asks for."""
        for turn in self.turns:
            turn.least = 0
        return self

    @property
    def turn(self) -> Turn | None:
        """The answer that the next request gets, or None if there is none left."""
        return next((turn for turn in self.turns if not turn.used_up), None)

    @property
    def satisfied(self) -> bool:
        """Whether it was asked for as often as it has to be."""
        return all(turn.given >= turn.least for turn in self.turns)

    def unsatisfied_before(self) -> list[Expected]:
        """Return those that have to come before it and have not."""
        if self.order is None:
            return []
        return [each for each in self.order[: self.order.index(self)] if not each.satisfied]

    @property
    def is_unsettled(self) -> bool:
        """Whether something of it still goes on, so that a moment later more may be known."""
        return False

    def unfinished(self) -> Iterator[Wrong]:
        """Tell of what was begun and is not at its end."""
        return iter(())

    def close(self) -> None:
        """Stop what still runs for it."""

    def _add(self, answer: Answer, times: Times) -> Self:
        least, most = _bounds(times)
        if self.turns and self.turns[-1].most is None:
            raise UsageError(
                f"{self} has a reply for all requests ({self.turns[-1].where}), so one after it is never "
                f"given; write times={self.turns[-1].least or 1} there."
            )
        self.turns.append(Turn(answer, least, most, written_at()))
        return self


def _bounds(times: object) -> tuple[int, int | None]:
    if times == "any":
        return 0, None
    if times == "some":
        return 1, None
    if isinstance(times, int) and not isinstance(times, bool) and times > 0:
        return times, times
    raise UsageError(f'times is a number from 1 up, "some" or "any", not {times!r}.')
