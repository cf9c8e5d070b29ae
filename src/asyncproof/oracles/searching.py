"""Looks for an order in which operations, one after the other, do what they did together.

The search is Wing and Gong's (1993) with Lowe's memory (2017): an operation may be next if no other one that
is still to come had ended before it began; a set of operations that has led to a state once need not be led
there again by another order. Of two calls that are alike and came to the same, the earlier one goes first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from asyncproof.core import UsageError
from asyncproof.oracles.alone import Alone, is_stuck
from asyncproof.oracles.copying import copied
from asyncproof.oracles.operation import outcome_of, shown_outcome
from asyncproof.oracles.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asyncproof.oracles.operation import Operation

MOST = 50_000
"""Places in orders that are looked at before a search is given up."""


class State(NamedTuple):
    """The object after some operations, and what can be compared of it."""

    subject: Any
    key: Any


class Done(NamedTuple):
    """What came of an operation that was done alone."""

    after: State
    outcome: Any
    shown: str
    is_stuck: bool


@dataclass(slots=True)
class DeadEnd:
    """An order that explains some operations, and why none of the others can be next."""

    order: list[Operation] = field(default_factory=list)
    would: list[tuple[Operation, str]] = field(default_factory=list)
    """What each that could be next would do instead."""
    state: Any = None
    """The object as this order leaves it, if it explains all of them."""

    @property
    def length(self) -> int:
        """How many of those that have ended it explains."""
        return sum(not operation.is_open for operation in self.order)


class Search:
    """Looks for an order of some operations."""

    def __init__(
        self, operations: list[Operation], make: Callable[[], Any], is_end: Callable[[Any], bool]
    ) -> None:
        """Take the operations, what makes the object on which they are done, and whether its end is right."""
        self._operations = sorted(operations, key=lambda operation: (operation.ended, operation.begun))
        self._calls = {id(each): (each.name, plain(each.args), plain(each.kwargs)) for each in operations}
        self._make = make
        self._is_end = is_end
        self._alone = Alone()
        self._looked = 0
        self._seen: set[Any] = set()
        self._known: dict[Any, Done] = {}
        self.furthest: DeadEnd | None = None
        """The longest order that was found, if there is none of all operations."""

    def explains(self) -> bool:
        """Say whether there is an order."""
        first = self._make()
        try:
            return self._goes_on([], self._operations, State(first, plain(first)))
        finally:
            self._alone.close()

    def _goes_on(self, order: list[Operation], left: list[Operation], state: State) -> bool:
        place = (frozenset(map(id, left)), state.key)
        if place in self._seen:
            return False
        self._seen.add(place)
        if all(each.is_open for each in left):
            if self._is_end(state.subject):
                return True
            self._note(DeadEnd(list(order), state=state.subject))
        would: list[tuple[Operation, str]] = []
        for operation in self._next_ones(left):
            done = self._do(operation, state)
            if done.is_stuck or not (operation.is_open or done.outcome == operation.outcome):
                would.append((operation, done.shown))
            elif self._goes_on(
                [*order, operation], [each for each in left if each is not operation], done.after
            ):
                return True
        self._note(DeadEnd(list(order), would))
        return False

    def _next_ones(self, left: list[Operation]) -> Iterator[Operation]:
        """Go through those that may be next: they began before any of the others had ended."""
        first_end = min((operation.ended for operation in left), default=0)
        earlier: dict[Any, int] = {}
        for operation in left:  # by their ends, so that the earlier of two that are alike comes first
            like = (self._calls[id(operation)], operation.is_open, operation.outcome)
            if operation.begun < first_end and earlier.get(like, operation.begun) >= operation.begun:
                yield operation
            earlier[like] = min(operation.begun, earlier.get(like, operation.begun))

    def _do(self, operation: Operation, state: State) -> Done:
        """Do an operation on a copy, unless it is known what comes of it."""
        self._looked += 1
        if self._looked > MOST:
            raise UsageError(
                f"{len(self._operations)} operations have too many orders to look at all of them; "
                "record fewer of them at once."
            )
        key = (state.key, self._calls[id(operation)])
        if key not in self._known:
            after = copied(state.subject, self._alone.loop)
            result, error = self._alone.do(after, operation)
            shown = "would wait for ever" if is_stuck(error) else shown_outcome(result, error)
            outcome = outcome_of(result, error)
            self._known[key] = Done(State(after, plain(after)), outcome, shown, is_stuck(error))
        return self._known[key]

    def _note(self, end: DeadEnd) -> None:
        if self.furthest is None or end.length > self.furthest.length:
            self.furthest = end
