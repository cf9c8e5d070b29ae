from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from asyncproof.guard.owner import Owner
from asyncproof.guard.reading import unbegun
from asyncproof.guard.reading.unbegun import unbegun_in


async def numbers() -> AsyncIterator[int]:
    """Yield one number."""
    yield 1


async def forgets() -> None:
    """Drop a generator."""
    numbers()


async def calls() -> None:
    """Drop a step, and call what drops a generator."""
    one = numbers()
    one.aclose()
    await forgets()


async def calls_twice() -> None:
    """Call the same twice."""
    await forgets()
    await forgets()


async def is_careful() -> None:
    """Drop nothing, and call something only sometimes."""
    assert [one async for one in numbers()]
    if not numbers:
        await forgets()


def _found(function: Any) -> list[tuple[str, str]]:
    return [(one.made.co_name, one.step) for one in unbegun_in(Owner("test", functions=lambda: (function,)))]


def test_what_is_dropped_is_found() -> None:
    """In the test itself, and in what it calls in any case."""
    assert _found(calls) == [("numbers", "aclose"), ("numbers", "")]


def test_what_may_not_happen_is_let_be() -> None:
    """Functions that are called only under a condition are not looked at."""
    assert _found(is_careful) == []


def test_a_function_is_looked_at_once() -> None:
    """However often it is called, its line is told once; again for the next test."""
    for _ in range(2):
        assert _found(calls_twice) == [("numbers", "")]


def test_what_can_not_be_read_drops_nothing() -> None:
    """Neither what has no code nor what has no source."""
    names: dict[str, Any] = {"numbers": numbers}
    exec("def made(): numbers()", names)
    assert _found(names["made"]) == []
    assert _found(len) == []


def test_tests_in_which_there_is_nothing_are_known_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not read again; beyond the limit they are."""
    monkeypatch.setattr(unbegun, "_clean", set())
    monkeypatch.setattr(unbegun, "_MOST_CLEAN", 1)
    assert _found(is_careful) == _found(numbers) == []
    assert [key[0] for key in unbegun._clean] == [is_careful.__code__]
    assert _found(is_careful) == []
