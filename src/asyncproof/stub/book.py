"""What is expected of a test's hosts and what came: who answers a request, and what went wrong."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.stub.wrong import TROUBLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asyncproof.stub.expected import Expected, Turn
    from asyncproof.stub.request import Request
    from asyncproof.stub.wrong import Wrong


@dataclass(slots=True)
class Entry:
    """A line of the transcript: what a client asked and what it got."""

    request: Request
    answered: str
    talk: Sequence[tuple[float, str]] = ()
    """What was said afterwards and when, a line each message."""


class Book:
    """The expectations of all hosts of a network, in the order in which they were written."""

    def __init__(self) -> None:
        """Start with none."""
        self.expectations: list[Expected] = []
        self.entries: list[Entry] = []
        self.wrong: list[Wrong] = []
        self.allowed: set[str] = set()
        self._order: list[Expected] | None = None

    @property
    def order(self) -> list[Expected] | None:
        """Those that are to come one after the other, while they are written."""
        return self._order

    @contextmanager
    def in_order(self) -> Iterator[None]:
        """Let what is expected in the block come in the order in which it is written."""
        if self._order is not None:
            raise UsageError("net.in_order() stands inside of another one; the outer one is enough.")
        self._order = []
        try:
            yield
        finally:
            self._order = None

    def expect(self, expectation: Expected) -> None:
        """Take an expectation in."""
        self.expectations.append(expectation)
        if self._order is not None:
            self._order.append(expectation)

    def find(self, origin: str, request: Request) -> tuple[Expected, Turn] | None:
        """Return the first expectation that has an answer for a request, and fill in its parameters."""
        for expectation in self.expectations:
            if expectation.origin != origin:
                continue
            turn = expectation.turn
            if turn is None:
                continue
            params = expectation.pattern.match(request)
            if params is not None:
                request.params = params
                return expectation, turn
        return None

    def used_up(self, origin: str, request: Request) -> Expected | None:
        """Return an expectation that a request meets and that has no answer left."""
        for expectation in self.expectations:
            params = expectation.pattern.match(request) if expectation.origin == origin else None
            if params is not None:
                request.params = params
                return expectation
        return None

    def note(self, wrong: Wrong) -> None:
        """Keep what was wrong, unless the test allows it."""
        self.wrong.append(wrong)

    def allow(self, *troubles: Any) -> None:
        """Let nothing be said of some kinds of trouble."""
        for trouble in troubles:
            if trouble not in TROUBLES:
                raise UsageError(f"net.allow() knows {', '.join(map(repr, TROUBLES))}, not {trouble!r}.")
        self.allowed.update(troubles)
