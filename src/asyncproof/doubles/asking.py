"""`when(...)` and `calls(...)`: the two questions that a test has for a double."""

from __future__ import annotations

from contextlib import suppress
from types import MethodType
from typing import TYPE_CHECKING, Any, NoReturn, overload

from asyncproof.core import UsageError
from asyncproof.doubles.call import shown
from asyncproof.doubles.configuring import P, R, When, X
from asyncproof.doubles.place import ending, spot_of_caller
from asyncproof.doubles.rooms import room_now
from asyncproof.doubles.rule import Rule
from asyncproof.doubles.standin import FunctionStandIn, MethodStandIn
from asyncproof.doubles.standing import is_fake, no_such, state_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
    from contextlib import AbstractAsyncContextManager, AbstractContextManager

    from asyncproof.doubles.call import Call
    from asyncproof.doubles.double import Double


# The last form takes any function; the more special ones before it say more about the same functions.
@overload
def when(
    function: Callable[P, Coroutine[Any, Any, R]],
    /,
    *,
    times: int | None = None,
    min_times: int | None = None,
    max_times: int | None = None,
    latency: float = 0,
) -> When[P, R, NoReturn]: ...
@overload
def when(  # type: ignore[overload-overlap]  # as said above
    function: Callable[P, AsyncIterator[X]],
    /,
    *,
    times: int | None = None,
    min_times: int | None = None,
    max_times: int | None = None,
    latency: float = 0,
) -> When[P, AsyncIterator[X], X]: ...
@overload
def when(  # type: ignore[overload-overlap]  # as said above
    function: Callable[P, Iterator[X]],
    /,
    *,
    times: int | None = None,
    min_times: int | None = None,
    max_times: int | None = None,
    latency: float = 0,
) -> When[P, Iterator[X], X]: ...
@overload
def when(  # type: ignore[overload-overlap]  # as said above
    function: Callable[P, AbstractAsyncContextManager[X, Any]],
    /,
    *,
    times: int | None = None,
    min_times: int | None = None,
    max_times: int | None = None,
    latency: float = 0,
) -> When[P, AbstractAsyncContextManager[X, Any], X]: ...
@overload
def when(  # type: ignore[overload-overlap]  # as said above
    function: Callable[P, AbstractContextManager[X, Any]],
    /,
    *,
    times: int | None = None,
    min_times: int | None = None,
    max_times: int | None = None,
    latency: float = 0,
) -> When[P, AbstractContextManager[X, Any], X]: ...
@overload
def when(
    function: Callable[P, R],
    /,
    *,
    times: int | None = None,
    min_times: int | None = None,
    max_times: int | None = None,
    latency: float = 0,
) -> When[P, R, NoReturn]: ...
@overload
def when(
    fake: object,
    name: str,
    /,
    *,
    times: int | None = None,
    min_times: int | None = None,
    max_times: int | None = None,
    latency: float = 0,
) -> When[..., Any, Any]: ...
def when(
    function: Any,
    name: str | None = None,
    /,
    *,
    times: int | None = None,
    min_times: int | None = None,
    max_times: int | None = None,
    latency: float = 0,
) -> When[Any, Any, Any]:
    """Say what a double gives: `when(repo.get)(1).returns(user)`; without arguments, for all of them.

    *times* says how often it must be called so, *min_times* and *max_times* are bounds; *latency* is how long
    an async call takes, in seconds on the clock of the loop. An attribute is told by `when(fake, "name")`.
    """
    __tracebackhide__ = True
    double = double_of(function, name)
    room = room_now()
    rule = Rule(double, spot_of_caller(), room)
    rule.least, rule.most = _bounds(rule, times, min_times, max_times)
    if latency < 0:
        raise UsageError(f"latency={latency} is before the call" + ending("give seconds, from 0", rule.spot))
    rule.latency = latency
    double.rules.append(rule)
    if room is not None:
        room.told(rule)
    return When(rule)


def calls(function: Any, name: str | None = None, /) -> list[Call]:
    """Return how a function of a fake was called in this test, or all calls of a fake, in their order."""
    __tracebackhide__ = True
    if name is None and is_fake(function):
        doubles = list(state_of(function).doubles.values())
    else:
        doubles = [double_of(function, name)]
    return sorted((call for double in doubles for call in double.calls), key=lambda call: call.number)


def double_of(function: Any, name: str | None) -> Double:
    """Return the double behind what a test has in hand."""
    __tracebackhide__ = True
    if name is not None:
        return _double_of_attribute(function, name)
    if isinstance(function, FunctionStandIn):
        return function.double
    if isinstance(function, MethodType):
        inner = function.__func__
        if isinstance(inner, MethodStandIn):
            return inner.double_of(function.__self__)
        if isinstance(inner, FunctionStandIn):
            return inner.double
    if is_fake(function) and callable(function):
        return _double_of_attribute(function, "__call__")
    raise UsageError(_no_double(function))


def _double_of_attribute(fake: Any, name: str) -> Double:
    __tracebackhide__ = True
    if not is_fake(fake):
        raise UsageError(_no_double(fake))
    state = state_of(fake)
    member = state.method(name) or state.property(name)
    if member is None:
        raise (
            no_such(state, name)
            if name not in state.names
            else UsageError(
                f"{state.kind.__name__}.{name} is an attribute, not a function"
                + ending(f"fake({state.kind.__name__}, {name}=...), or {state.name}.{name} = ...")
            )
        )
    return state.double_for(member)


def _bounds(
    rule: Rule, times: int | None, least: int | None, most: int | None
) -> tuple[int | None, int | None]:
    """Return how many calls there must and may be; None where nobody has said."""
    __tracebackhide__ = True
    if times is not None and (least is not None or most is not None):
        raise UsageError(
            f"times={times} says it all, and min_times or max_times is given, too"
            + ending("leave out one of them", rule.spot)
        )
    least, most = (least, most) if times is None else (times, times)
    if (most is not None and most < max(1, least or 0)) or (least or 0) < 0:
        raise UsageError(
            f"{rule} can't be called at least {least or 0} and at most {most} times"
            + ending(f"write {rule}.never() for no call, or other numbers", rule.spot)
        )
    return least, most


def _no_double(thing: Any) -> str:
    if hasattr(thing, "cr_code"):
        with suppress(GeneratorExit):
            thing.throw(GeneratorExit)  # `close` keeps what has not begun as it is, since Python 3.12
        return f"it takes the function itself, and was given a call of it: {shown(thing)}" + ending(
            "write when(repo.get)(1), not when(repo.get(1))"
        )
    return f"it was given {shown(thing)}, which is no function of a fake" + ending(
        "make one by fake(...), and give it `when(the_fake.method)`"
    )
