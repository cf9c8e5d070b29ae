"""One thing that a double was told: for which calls, what they give, and how many there must be."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from asyncproof.doubles.actions import HALF_WRITTEN, Action, Never, Raises, Returns
from asyncproof.doubles.defaults import default_of
from asyncproof.doubles.matchers import are_equal

if TYPE_CHECKING:
    import inspect

    from asyncproof.doubles.place import Spot
    from asyncproof.doubles.roles import Asked, Judge

_numbers = count(1)


class Rule:
    """What one line of a test says about a function; half-written until it has an action."""

    def __init__(self, double: Asked, spot: Spot | None, room: Judge | None) -> None:
        """Take the function, the line, and who judges."""
        self.double = double
        self.spot = spot
        self.room = room
        self.is_lenient = room is not None and room.is_lenient
        self.given: inspect.BoundArguments | None = None
        """The arguments that it is for; None if it is for all."""
        self.written = ""
        """Those arguments as they were written."""
        self.action: Action = HALF_WRITTEN
        self.least: int | None = None
        self.most: int | None = None
        self.latency = 0.0
        self.used = 0
        self._number = next(_numbers)

    @property
    def is_half_written(self) -> bool:
        """Whether it does not say what a call gives."""
        return self.action is HALF_WRITTEN

    @property
    def forbids(self) -> bool:
        """Whether there must be no such call."""
        return isinstance(self.action, Never)

    @property
    def demanded(self) -> int:
        """How many calls there must be, at the least."""
        if self.least is not None:
            return self.least
        return 0 if self.is_lenient or self.forbids else 1

    @property
    def is_used_up(self) -> bool:
        """Whether it says nothing of further calls."""
        return self.is_half_written or (self.most is not None and self.used >= self.most)

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Its place among the rules that fit: who says more comes first.

        Given arguments come before none, and a number of times before any number; of equals, those that are
        counted come in their order, and of the others the last word holds.
        """
        is_counted = self.most is not None
        return (self.given is None, not is_counted, self._number if is_counted else -self._number)

    def fits(self, arguments: dict[str, Any]) -> bool:
        """Say whether it is for a call with these arguments."""
        return self.given is None or are_equal(self.given.arguments, arguments)

    def replaces(self, other: Rule) -> bool:
        """Say whether it has the last word on all calls that an earlier rule is for."""
        is_same = (
            self.given is None
            if other.given is None
            else self.given is not None and are_equal(self.given.arguments, other.given.arguments)
        )
        return is_same and self._number > other._number and self.most is None

    def withdraw(self) -> None:
        """Have it never been said."""
        self.double.rules.remove(self)
        if self.room is not None:
            self.room.rules.remove(self)

    def let_go(self) -> None:
        """Forget the frames that an exception has collected on its way."""
        if isinstance(self.action, Raises) and isinstance(self.action.error, BaseException):
            self.action.error.__traceback__ = None

    def __str__(self) -> str:
        """Show it as it is written, as far as that is known."""
        what = "" if self.is_half_written else f".{self.action}"
        return f"when({self.double.written}){self.written}{what}"


def default_rule(double: Asked) -> Rule:
    """Return what goes without saying, as a rule of nobody."""
    rule = Rule(double, None, None)
    rule.action = Returns((default_of(double),))
    return rule
