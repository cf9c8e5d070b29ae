"""What happens when a double is called: by what the real one would make of the call."""

from __future__ import annotations

import contextlib
import inspect
from asyncio import sleep
from typing import TYPE_CHECKING, Any

from asyncproof.core.typed.kinds import Kind
from asyncproof.doubles.actions import Returns, Runs, Yields
from asyncproof.doubles.call import (
    ASYNC_ENTERED,
    ASYNC_ITERATED,
    AWAITED,
    ENTERED,
    ITERATED,
    shown,
)
from asyncproof.doubles.defaults import iterates_over_itself
from asyncproof.doubles.double import refuse
from asyncproof.doubles.errors import WrongResult
from asyncproof.doubles.place import ending

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from asyncproof.doubles.call import Call
    from asyncproof.doubles.double import Double
    from asyncproof.doubles.roles import Asked
    from asyncproof.doubles.rule import Rule


def run(double: Double, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Answer a call."""
    __tracebackhide__ = True
    return _WAYS[double.member.kind](double, double.begin(args, kwargs))


def _value(double: Double, call: Call) -> Any:
    __tracebackhide__ = True
    rule = double.choose(call)
    value = rule.action.outcome(call)
    if isinstance(rule.action, Runs):
        if inspect.iscoroutine(value) and not double.member.allows(value):
            value.close()
            raise refuse(WrongResult(_is_sync(double, rule)), call.room)
        _check(double, rule, call, value)
    return value


def _async(double: Double, call: Call) -> Any:
    made: Any = _awaited(double, call)
    made.__name__, made.__qualname__ = double.member.name, double.member.full_name
    return call.makes(made, AWAITED)


def _awaiting(double: Double, call: Call) -> Any:
    return _awaited(double, call).__await__()


async def _awaited(double: Double, call: Call) -> Any:
    __tracebackhide__ = True
    call.begin()
    rule = double.choose(call)
    await sleep(rule.latency)
    if isinstance(rule.action, Yields):  # of `__anext__`
        return rule.action.following(StopAsyncIteration)
    value = rule.action.outcome(call)
    if isinstance(rule.action, Runs):
        if inspect.isawaitable(value):
            value = await value
        _check(double, rule, call, value)
    return value


def _items(double: Double, call: Call) -> Any:
    if iterates_over_itself(double):
        return double.owner
    return call.makes(_iterated(double, call), ITERATED)


def _iterated(double: Double, call: Call) -> Iterator[Any]:
    __tracebackhide__ = True
    call.begin()
    rule = double.choose(call)
    for item in rule.action.outcome(call):
        if isinstance(rule.action, Runs):
            _check(double, rule, call, item)
        yield item


def _async_items(double: Double, call: Call) -> Any:
    if iterates_over_itself(double):
        return double.owner
    return call.makes(_async_iterated(double, call), ASYNC_ITERATED)


async def _async_iterated(double: Double, call: Call) -> AsyncIterator[Any]:
    __tracebackhide__ = True
    call.begin()
    rule = double.choose(call)
    await sleep(rule.latency)
    items = rule.action.outcome(call)
    if inspect.isawaitable(items):
        items = await items
    if hasattr(items, "__aiter__"):
        async for item in items:
            _check(double, rule, call, item)
            yield item
        return
    for item in items:
        if isinstance(rule.action, Runs):
            _check(double, rule, call, item)
        yield item
        await sleep(rule.latency)


def _context(double: Double, call: Call) -> Any:
    return call.makes(_entered(double, call), ENTERED)


@contextlib.contextmanager
def _entered(double: Double, call: Call) -> Iterator[Any]:
    __tracebackhide__ = True
    call.begin()
    rule = double.choose(call)
    value = rule.action.outcome(call)
    if isinstance(rule.action, Returns):
        with value as inner:
            yield inner
        return
    if isinstance(rule.action, Runs):
        _check(double, rule, call, value)
    yield value


def _async_context(double: Double, call: Call) -> Any:
    return call.makes(_async_entered(double, call), ASYNC_ENTERED)


@contextlib.asynccontextmanager
async def _async_entered(double: Double, call: Call) -> AsyncIterator[Any]:
    __tracebackhide__ = True
    call.begin()
    rule = double.choose(call)
    await sleep(rule.latency)
    value = rule.action.outcome(call)
    if isinstance(rule.action, Returns):
        async with value as inner:
            yield inner
        return
    if isinstance(rule.action, Runs):
        if inspect.isawaitable(value):
            value = await value
        _check(double, rule, call, value)
    try:
        yield value
    finally:
        await sleep(rule.latency)


def _following(double: Double, call: Call) -> Any:
    __tracebackhide__ = True
    rule = double.choose(call)
    if isinstance(rule.action, Yields):
        return rule.action.following(StopIteration)
    return rule.action.outcome(call)


def _check(double: Double, rule: Rule, call: Call, value: Any) -> None:
    """Refuse what a function of the test gives that the real one never would."""
    __tracebackhide__ = True
    if not double.member.allows(value):
        raise refuse(WrongResult(wrong_result(double, rule, value)), call.room)


def wrong_result(double: Asked, rule: Rule, value: Any) -> str:
    """Tell of a value that is not of the annotated type."""
    member = double.member
    item = "yields" if member.kind.has_items else "enters" if member.kind.is_entered else "returns"
    return (
        f"{member.full_name} {item} {member.told_name}, and was told {shown(value)} of type "
        f"{type(value).__qualname__}" + ending("tell it something that the real one may give", rule.spot)
    )


def _is_sync(double: Double, rule: Rule) -> str:
    return f"{double.member.full_name} is not async, and was told to run an async function" + ending(
        "give runs() a function that is not async", rule.spot
    )


_WAYS: dict[Kind, Callable[[Double, Call], Any]] = {
    Kind.VALUE: _value,
    Kind.ASYNC: _async,
    Kind.ITEMS: _items,
    Kind.ASYNC_ITEMS: _async_items,
    Kind.CONTEXT: _context,
    Kind.ASYNC_CONTEXT: _async_context,
    Kind.NEXT: _following,
    Kind.ASYNC_NEXT: _async,
    Kind.AWAITING: _awaiting,
}
