from __future__ import annotations

import asyncio
import functools
import typing
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Generator,
    Iterable,
    Iterator,
)
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Any

import pytest

from asyncproof.core.typed.annotations import UNKNOWN
from asyncproof.core.typed.kinds import Kind, kind_of, told_type
from tests.doubles.shop import Rows, Transaction, User, Users


def plain() -> None:
    """Do nothing."""


def decorated(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a function as decorators do, in one that is not async."""

    @functools.wraps(function)
    def inner(*args: Any) -> Any:
        return function(*args)

    return inner


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("get", Kind.ASYNC),
        ("rows", Kind.ASYNC_ITEMS),
        ("names", Kind.ITEMS),
        ("begin", Kind.ASYNC_CONTEXT),
        ("locked", Kind.CONTEXT),
        ("count", Kind.VALUE),
        ("__aenter__", Kind.ASYNC),
    ],
)
def test_code_tells(name: str, kind: Kind) -> None:
    """What a function is by its code, a call of it makes; also if it is wrapped."""
    function = vars(Users)[name]
    assert kind_of(name, function, UNKNOWN) is kind
    if kind in {Kind.ASYNC, Kind.ITEMS, Kind.ASYNC_ITEMS}:
        assert kind_of(name, decorated(function), UNKNOWN) is kind


@pytest.mark.parametrize(
    ("result", "kind", "told"),
    [
        (Awaitable[int], Kind.ASYNC, int),
        (Coroutine[Any, Any, None], Kind.ASYNC, None),
        (asyncio.Future[int], Kind.ASYNC, int),
        (AsyncIterator[int], Kind.ASYNC_ITEMS, int),
        (AsyncIterable[int], Kind.ASYNC_ITEMS, int),
        (AsyncGenerator[int, None], Kind.ASYNC_ITEMS, int),
        (typing.AsyncIterator[int], Kind.ASYNC_ITEMS, int),
        (Iterator[int], Kind.ITEMS, int),
        (Generator[int, None, None], Kind.ITEMS, int),
        (AbstractAsyncContextManager[User], Kind.ASYNC_CONTEXT, User),
        (AbstractContextManager[User], Kind.CONTEXT, User),
        (Iterable[int], Kind.VALUE, Iterable[int]),
        (list[int], Kind.VALUE, list[int]),
        (Rows, Kind.VALUE, Rows),
        (Transaction, Kind.VALUE, Transaction),
        (UNKNOWN, Kind.VALUE, UNKNOWN),
        ("text", Kind.VALUE, "text"),
    ],
)
def test_annotations_tell(result: Any, kind: Kind, told: Any) -> None:
    """A function that is not async itself, as in a Protocol, makes what it is annotated to return."""
    assert kind_of("method", plain, result) is kind
    assert told_type(kind, result, by_code=False) == told


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("__next__", Kind.NEXT),
        ("__anext__", Kind.ASYNC_NEXT),
        ("__aiter__", Kind.ASYNC_ITEMS),
        ("__iter__", Kind.ITEMS),
        ("__await__", Kind.AWAITING),
    ],
)
def test_names_tell(name: str, kind: Kind) -> None:
    """Magic methods have the meaning that Python gives them."""
    assert kind_of(name, plain, UNKNOWN) is kind


def test_the_result_of_await() -> None:
    """`__await__` is annotated with a generator that returns it."""
    assert told_type(Kind.AWAITING, Generator[Any, None, int], by_code=False) is int
    assert told_type(Kind.ASYNC, Awaitable[int], by_code=True) == Awaitable[int]
