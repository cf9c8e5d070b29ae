from __future__ import annotations

import asyncio
import contextvars
import datetime as dt
import enum
import functools
import io
import itertools
import logging
import random
import sqlite3
import threading
import types
import weakref
from collections import OrderedDict, defaultdict, deque
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.exploring.states.taking import take
from asyncproof.exploring.states.visible import Unseen
from tests.exploring.states.test_writing import Thing, digest

if TYPE_CHECKING:
    from collections.abc import Callable


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Named(list):  # type: ignore[type-arg] # of whatever
    name = ""

    def __iter__(self) -> Any:
        raise AssertionError("the class has a way of its own")


class Word(str):
    __slots__ = ("kept",)


def started(*values: object) -> Any:
    """Return an iterator that has given its first value."""
    one = iter(values)
    next(one)
    return one


def changed(kind: Callable[[], Any], change: Callable[[Any], object]) -> tuple[bytes, bytes]:
    """Return the digests of something before and after a change."""
    one = kind()
    before = digest(one)
    assert before == digest(kind())
    change(one)
    return before, digest(one)


CHANGES: dict[str, tuple[Callable[[], Any], Callable[[Any], object]]] = {
    "list": (lambda: [1], lambda one: one.append(2)),
    "dict": (dict, lambda one: one.update(a=1)),
    "set": (set, lambda one: one.add("a")),
    "deque": (lambda: deque([1], maxlen=2), lambda one: one.append(2)),
    "defaultdict": (lambda: defaultdict(list), lambda one: one["a"]),
    "ordered": (lambda: OrderedDict(a=1, b=2), lambda one: one.move_to_end("a")),
    "list's kind": (lambda: Named([1]), lambda one: one.append(2)),
    "attribute of a list's kind": (lambda: Named([1]), lambda one: setattr(one, "name", "a")),
    "slot of a string's kind": (lambda: Word("a"), lambda one: setattr(one, "kept", 1)),
    "bytearray": (lambda: bytearray(b"a"), lambda one: one.extend(b"b")),
    "attribute": (Thing, lambda one: setattr(one, "more", 1)),
    "iterator": (lambda: iter([1, 2]), next),
    "enumerate": (lambda: enumerate(["a", "b"]), next),
    "zip": (lambda: zip([1, 2], [3, 4], strict=False), next),
    "range": (lambda: iter(range(5)), next),
    "count": (lambda: itertools.count(3), next),
    "generator": (lambda: (each for each in [1, 2]), next),
    "random": (lambda: random.Random(1), lambda one: one.random()),
    "lock": (threading.Lock, lambda one: one.acquire()),
    "rlock": (threading.RLock, lambda one: one.acquire()),
    "text": (lambda: io.StringIO("abc"), lambda one: one.read(1)),
    "bytes": (io.BytesIO, lambda one: one.write(b"a")),
    "closed text": (io.StringIO, lambda one: one.close()),
    "error": (lambda: ValueError("a"), lambda one: setattr(one, "__cause__", KeyError())),
    "queue": (asyncio.Queue, lambda one: one.put_nowait(1)),
    "event": (asyncio.Event, lambda one: one.set()),
    "namespace": (types.SimpleNamespace, lambda one: setattr(one, "a", 1)),
    "partial": (lambda: functools.partial(print, []), lambda one: one.args[0].append(1)),
    "method": (lambda: [].append, lambda one: one(1)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen(name: str) -> None:
    """In whatever something keeps; and nothing else makes a difference."""
    before, after = changed(*CHANGES[name])
    assert before != after


PLAIN = [
    *(dt.date(2026, 1, 1), dt.timedelta(3), Decimal("1.5"), Path("a"), range(3), slice(1, 2), Color.RED),
    *(..., print, str.join, int.__add__, Thing.__dict__, {}.keys(), property(), {1: 2}.items(), 3 + 4j),
]


@pytest.mark.parametrize("one", PLAIN)
def test_plain_things_are_told_by_what_they_are(one: object) -> None:
    """As often as one looks."""
    assert digest(one) == digest(one)


def test_values_of_an_enum_differ() -> None:
    """By their names."""
    assert digest(Color.RED) != digest(Color.BLUE)


def test_strings_of_a_set_have_the_order_of_the_alphabet() -> None:
    """Theirs in a set is another in each process."""
    assert take({"b", "a", "c"})[1] == ["a", "b", "c"]


def test_what_a_weak_reference_leads_to() -> None:
    """As long as it does."""
    thing = Thing()
    one = weakref.ref(thing)
    assert take(one)[1] == (thing,)
    del thing
    assert take(one)[1] == (None,)


def test_a_context_has_its_variables() -> None:
    """By their names."""
    variable = contextvars.ContextVar("variable", default=0)
    context = contextvars.Context()
    before = digest(context)
    context.run(variable.set, 1)
    assert digest(context) != before


def test_a_cache_has_what_it_keeps() -> None:
    """And how often it was asked."""

    def kept(*calls: int) -> bytes:
        function = functools.lru_cache(lambda number: [number])
        for number in calls:
            function(number)
        return digest(function)

    assert kept() == kept()
    assert len({kept(), kept(1), kept(2), kept(1, 1)}) == 4


def test_a_logger_is_known_by_its_name() -> None:
    """What was logged is no part of a state."""
    assert take(logging.getLogger("a.b")) == ("logging.Logger a.b", ())


def test_what_runs_a_test_is_no_part_of_it(request: pytest.FixtureRequest) -> None:
    """Its node, its configuration, its request for fixtures."""
    for one in (request, request.node, request.config):
        assert take(one)[1] == ()


def test_what_nobody_can_see_into() -> None:
    """It is named."""
    with sqlite3.connect(":memory:") as connection, pytest.raises(Unseen) as caught:
        digest([connection])
    connection.close()
    assert caught.value.what == "sqlite3.Connection"


def test_a_future_is_what_it_has_come_to() -> None:
    """And who waits for it, and whether its error was looked at."""
    loop = asyncio.new_event_loop()
    try:
        seen = []
        for _ in range(2):
            future = loop.create_future()
            states = [digest(future)]
            future.add_done_callback(print, context=contextvars.Context())
            states.append(digest(future))
            future.set_exception(ValueError("a"))
            states.append(digest(future))
            future.exception()
            states.append(digest(future))
            seen.append(states)
        assert seen[0] == seen[1]
        assert len(set(seen[0])) == 4
    finally:
        loop.close()
