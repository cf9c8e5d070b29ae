"""What a call of a function makes: a value, something to await, to iterate over, or to enter."""

from __future__ import annotations

import collections.abc
import contextlib
import inspect
import typing
from enum import Enum
from typing import Any

from asyncproof.core.typed.conforming import awaited, inner_of


class Kind(Enum):
    """What a call makes."""

    VALUE = "value"
    ASYNC = "async"
    ITEMS = "items"
    ASYNC_ITEMS = "async items"
    CONTEXT = "context"
    ASYNC_CONTEXT = "async context"
    NEXT = "next"
    ASYNC_NEXT = "async next"
    AWAITING = "awaiting"
    """`__await__`, which gives what `await` gives."""

    @property
    def has_items(self) -> bool:
        """Whether it is told by `yields`."""
        return self in {Kind.ITEMS, Kind.ASYNC_ITEMS, Kind.NEXT, Kind.ASYNC_NEXT}

    @property
    def is_iteration(self) -> bool:
        """Whether a call makes something that is iterated over."""
        return self in {Kind.ITEMS, Kind.ASYNC_ITEMS}

    @property
    def is_entered(self) -> bool:
        """Whether it is told by `enters`."""
        return self in {Kind.CONTEXT, Kind.ASYNC_CONTEXT}


_NAMED = {"__next__": Kind.NEXT, "__anext__": Kind.ASYNC_NEXT, "__await__": Kind.AWAITING}
_ITERATING = {"__iter__": Kind.ITEMS, "__aiter__": Kind.ASYNC_ITEMS}
_ANNOTATED = (
    (collections.abc.Awaitable, Kind.ASYNC),
    (collections.abc.AsyncIterator, Kind.ASYNC_ITEMS),
    (collections.abc.Generator, Kind.ITEMS),
)
_EXACTLY = {
    collections.abc.Iterator: Kind.ITEMS,
    collections.abc.AsyncIterable: Kind.ASYNC_ITEMS,
    contextlib.AbstractContextManager: Kind.CONTEXT,
    contextlib.AbstractAsyncContextManager: Kind.ASYNC_CONTEXT,
}


def kind_of(name: str, function: Any, result: Any) -> Kind:
    """Say what a call makes, by the code of a function, or else by what it is annotated to return."""
    if name in _NAMED:
        return _NAMED[name]
    code = getattr(function, "__code__", None)
    inner = inspect.unwrap(function)
    if code is not None and code.co_filename == contextlib.__file__ and inner is not function:
        return Kind.ASYNC_CONTEXT if inspect.isasyncgenfunction(inner) else Kind.CONTEXT
    for each in (function, inner):
        if inspect.iscoroutinefunction(each):
            return Kind.ASYNC
        if inspect.isasyncgenfunction(each):
            return Kind.ASYNC_ITEMS
        if inspect.isgeneratorfunction(each):
            return Kind.ITEMS
    return _ITERATING.get(name) or _kind_of_result(result)


def _kind_of_result(result: Any) -> Kind:
    origin = typing.get_origin(result) or result
    if not isinstance(origin, type):
        return Kind.VALUE
    if origin in _EXACTLY:
        return _EXACTLY[origin]
    if origin.__module__ not in {"collections.abc", "asyncio.futures", "_asyncio"}:
        return Kind.VALUE  # a class of the user's own, which may be more than that
    return next((kind for base, kind in _ANNOTATED if issubclass(origin, base)), Kind.VALUE)


def told_type(kind: Kind, result: Any, *, by_code: bool) -> Any:
    """Return the type of what a user tells: the item, what is entered, or the result itself."""
    told = result
    if kind.is_iteration or kind.is_entered:
        told = inner_of(result)
    elif kind is Kind.AWAITING:
        told = inner_of(result, 2)
    elif kind in {Kind.ASYNC, Kind.ASYNC_NEXT} and not by_code:
        told = awaited(result)
    return None if told is type(None) else told
