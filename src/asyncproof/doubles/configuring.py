"""What follows `when(...)`: for which arguments, and what a double gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from asyncproof.core import AsyncproofError, UsageError
from asyncproof.core.typed.kinds import Kind
from asyncproof.doubles.actions import Action, Enters, Never, Raises, Returns, Runs, Yields, can_be_raised
from asyncproof.doubles.call import as_written, shown
from asyncproof.doubles.entered import can_be_entered, entered_as
from asyncproof.doubles.errors import WrongCall, WrongResult
from asyncproof.doubles.place import ending
from asyncproof.doubles.running import wrong_result
from asyncproof.doubles.unconfigured import way_to_tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.doubles.rule import Rule

P = ParamSpec("P")
R = TypeVar("R")
X = TypeVar("X")
E = TypeVar("E", bound=AsyncproofError)


class When(Generic[P, R, X]):
    """One line about a function, until it says what the function gives.

    *P* is what the function takes, *R* what it returns once awaited, *X* what it yields or enters.
    """

    def __init__(self, rule: Rule) -> None:
        """Take the rule that the line makes."""
        self._rule = rule
        self._is_done = False

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> When[P, R, X]:
        """Say that this is for calls with these arguments only."""
        __tracebackhide__ = True
        rule = self._rule
        written = as_written("", args, kwargs)
        if rule.given is not None or self._is_done:
            raise self._withdrawn(UsageError, _said_twice(rule, written))
        try:
            rule.given = rule.double.bind(args, kwargs)
        except TypeError as problem:
            raise self._withdrawn(
                WrongCall,
                f"when({rule.double.written}){written} can never be: {problem}"
                + ending(f"give it arguments that {rule.double.member} takes", rule.spot),
            ) from None
        rule.written = written
        return self

    def returns(self, value: R) -> None:
        """Return a value from every such call."""
        __tracebackhide__ = True
        self._may_return(value, "returns")
        self._finish(Returns((value,)))

    def returns_each(self, *values: R) -> None:
        """Return one value from each such call; there must be as many calls as values."""
        __tracebackhide__ = True
        if not values or self._rule.least is not None or self._rule.most is not None:
            raise self._withdrawn(UsageError, _counted_twice(self._rule, values))
        for value in values:
            self._may_return(value, "returns_each")
        self._rule.least = self._rule.most = len(values)
        self._finish(Returns(values))

    def raises(self, error: BaseException | type[BaseException]) -> None:
        """Raise an exception from every such call."""
        __tracebackhide__ = True
        if not can_be_raised(error):
            raise self._withdrawn(
                UsageError,
                f"{self._rule}.raises() was given {shown(error)}, which can't be raised"
                + ending("give it an exception, or return it by returns()", self._rule.spot),
            )
        self._finish(Raises(error))

    def runs(self, function: Callable[..., Any]) -> None:
        """Call a function with the same arguments; it may be async if the real one is."""
        __tracebackhide__ = True
        if not callable(function):
            raise self._withdrawn(
                UsageError,
                f"{self._rule}.runs() was given {shown(function)}, which is no function"
                + ending("give it a function, or return the value by returns()", self._rule.spot),
            )
        self._finish(Runs(function))

    def yields(self, *items: X, error: BaseException | None = None) -> None:
        """Yield these items, in every iteration, and then raise an exception if one is given."""
        __tracebackhide__ = True
        self._refuse_unless(self._rule.double.member.kind.has_items, "yields")
        for item in items:
            self._check(item)
        self._finish(Yields(items, error))

    def enters(self, value: X) -> None:
        """Give a value to `with` or `async with`; exceptions in its block are let through."""
        __tracebackhide__ = True
        member = self._rule.double.member
        if member.kind is Kind.VALUE and can_be_entered(member.told):
            self._finish(Returns((entered_as(member.told, value),)))
            return
        self._refuse_unless(member.kind.is_entered, "enters")
        self._check(value)
        self._finish(Enters(value))

    def never(self) -> None:
        """Allow no such call."""
        __tracebackhide__ = True
        rule = self._rule
        if rule.least is not None or rule.most is not None:
            raise self._withdrawn(UsageError, _counted_twice(rule, ()))
        rule.least = 0
        self._finish(Never())

    def _withdrawn(self, kind: type[E], message: str) -> E:
        """Return an error; what it is about was never said."""
        self._rule.withdraw()
        return kind(message)

    def _finish(self, action: Action) -> None:
        __tracebackhide__ = True
        if self._is_done:
            raise self._withdrawn(UsageError, _said_twice(self._rule, str(action)))
        self._is_done = True
        self._rule.action = action

    def _may_return(self, value: Any, word: str) -> None:
        __tracebackhide__ = True
        kind = self._rule.double.member.kind
        if kind.is_entered:
            enter = "__enter__" if kind is Kind.CONTEXT else "__aenter__"
            self._refuse_unless(hasattr(type(value), enter), word)
        else:
            self._refuse_unless(not kind.is_iteration, word)
            self._check(value)

    def _refuse_unless(self, fits: bool, word: str) -> None:  # noqa: FBT001 - an answer, and its question
        __tracebackhide__ = True
        if not fits:
            rule = self._rule
            raise self._withdrawn(
                UsageError,
                f"when({rule.double.written}){rule.written}.{word}(...) does not fit: a call of "
                f"{rule.double.member} makes {_MAKES[rule.double.member.kind]}"
                + ending(
                    f"when({rule.double.written}){rule.written}.{way_to_tell(rule.double.member)}", rule.spot
                ),
            )

    def _check(self, value: Any) -> None:
        __tracebackhide__ = True
        double = self._rule.double
        if not double.member.allows(value):
            raise self._withdrawn(WrongResult, wrong_result(double, self._rule, value))


_MAKES = {
    Kind.VALUE: "a value",
    Kind.ASYNC: "something to await",
    Kind.ITEMS: "something to iterate over",
    Kind.ASYNC_ITEMS: "something for `async for`",
    Kind.CONTEXT: "something for `with`",
    Kind.ASYNC_CONTEXT: "something for `async with`",
    Kind.NEXT: "the next item",
    Kind.ASYNC_NEXT: "the next item, once awaited",
    Kind.AWAITING: "the result of `await`",
}


def _said_twice(rule: Rule, again: str) -> str:
    return f"{rule} is complete, and was told {again}, too" + ending("write another when(...)", rule.spot)


def _counted_twice(rule: Rule, values: tuple[Any, ...]) -> str:
    if not values and rule.least is None and rule.most is None:
        return f"{rule}.returns_each() gives nothing" + ending("write the values, or never()", rule.spot)
    return f"{rule} says itself how many calls there are, and `times` says it, too" + ending(
        "leave out `times`, `min_times` and `max_times`", rule.spot
    )
