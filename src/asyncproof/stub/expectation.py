"""A request that a test expects, and the replies that it gets one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from asyncproof.core import UsageError
from asyncproof.stub.place import written_at
from asyncproof.stub.replies.handler import Handler
from asyncproof.stub.replies.reply import Reply, ReplyOptions, redirect
from asyncproof.stub.replies.sending import Sending
from asyncproof.stub.replies.trouble import Garbage, HangUp, Reset, Silence

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Self, Unpack

    from asyncproof.stub.matching.pattern import Pattern
    from asyncproof.stub.replies.exchange import Exchange
    from asyncproof.stub.request import Request

Times: TypeAlias = "int | Literal['any', 'some']"
"""How often a reply is asked for: exactly so often, any number of times, or at least once."""

Answerer: TypeAlias = "Callable[[Request], Any]"
"""A function that makes a reply, sync or async."""


class Answer(Protocol):
    """What a host does with a request: a reply, or a way not to give one."""

    def play(self, exchange: Exchange) -> None:
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


class Expectation:
    """A request that is expected at a host; made by `host.get(...)` and its like."""

    def __init__(self, origin: str, pattern: Pattern, order: list[Expectation] | None) -> None:
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
        return f"<Expectation {self}, answered {len(self.requests)} times>"

    def __str__(self) -> str:
        """Show the request that is expected."""
        return f"{self.pattern.method} {self.origin}{self.pattern.path.text}"

    # -- answers

    def reply(
        self, status: int | Answerer = 200, *, times: Times = 1, **options: Unpack[ReplyOptions]
    ) -> Self:
        """Answer the next request: with a status and what `Reply` takes, or with what a function returns.

        The function gets the `Request` and returns a `Reply`, or what is to be sent as JSON (a dict or list),
        text or bytes; it may be async. `times`: how often this reply is expected to be asked for: a number,
        "some" (at least once) or "any" (also never).
        """
        if callable(status):
            if options:
                raise UsageError(
                    f"{next(iter(options))!r} stands beside a function that makes the reply; let it return "
                    "Reply(status, ...) with everything."
                )
            return self._add(Handler(status), times)
        return self._add(Sending(Reply(status, **options)), times)

    def redirect(self, location: str, *, status: int = 302, times: Times = 1) -> Self:
        """Send the next request elsewhere."""
        return self._add(Sending(redirect(location, status)), times)

    def hang(self, *, times: Times = 1) -> Self:
        """Take the next request and never answer it."""
        return self._add(Silence(), times)

    def reset(self, *, delay: float = 0, times: Times = 1) -> Self:
        """Reset the connection in the place of an answer."""
        return self._add(Reset(delay), times)

    def hang_up(self, *, delay: float = 0, times: Times = 1) -> Self:
        """Close the connection in the place of an answer."""
        return self._add(HangUp(delay), times)

    def garbage(
        self, data: bytes = b"\x00\xff no HTTP \r\n\r\n", *, delay: float = 0, times: Times = 1
    ) -> Self:
        """Send bytes as they are in the place of an answer, and close the connection."""
        return self._add(Garbage(bytes(data), delay), times)

    def optional(self) -> Self:
        """Let nothing be said of replies that nobody asks for."""
        for turn in self.turns:
            turn.least = 0
        return self

    def _add(self, answer: Answer, times: Times) -> Self:
        least, most = _bounds(times)
        if self.turns and self.turns[-1].most is None:
            raise UsageError(
                f"{self} has a reply for all requests ({self.turns[-1].where}), so one after it is never "
                f"given; write times={self.turns[-1].least or 1} there."
            )
        self.turns.append(Turn(answer, least, most, written_at()))
        return self

    # -- what came

    @property
    def turn(self) -> Turn | None:
        """The answer that the next request gets, or None if there is none left."""
        return next((turn for turn in self.turns if not turn.used_up), None)

    @property
    def satisfied(self) -> bool:
        """Whether it was asked for as often as it has to be."""
        return all(turn.given >= turn.least for turn in self.turns)

    def unsatisfied_before(self) -> list[Expectation]:
        """Return those that have to come before it and have not."""
        if self.order is None:
            return []
        return [each for each in self.order[: self.order.index(self)] if not each.satisfied]


def _bounds(times: object) -> tuple[int, int | None]:
    if times == "any":
        return 0, None
    if times == "some":
        return 1, None
    if isinstance(times, int) and not isinstance(times, bool) and times > 0:
        return times, times
    raise UsageError(f'times is a number from 1 up, "some" or "any", not {times!r}.')
